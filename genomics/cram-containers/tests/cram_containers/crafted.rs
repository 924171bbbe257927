//! Containers that say what is not so.

use neuron_cram_containers::{ContainerError, Limits, check};

/// ITF8 (CRAM specification, section 2.3).
fn itf8(number: u32) -> Vec<u8> {
    let [a, b, c, d] = number.to_be_bytes();
    match number {
        0..0x80 => vec![d],
        0x80..0x4000 => vec![0x80 | c, d],
        0x4000..0x20_0000 => vec![0xc0 | b, c, d],
        0x20_0000..0x1000_0000 => vec![0xe0 | a, b, c, d],
        _ => {
            let number = number as u64;
            let [.., e, f, g] = ((number >> 4) as u32).to_be_bytes();
            vec![0xf0 | (number >> 28) as u8, e, f, g, (number & 0x0f) as u8]
        }
    }
}

/// Seven bits a byte, the greatest first.
fn uint7(number: u32) -> Vec<u8> {
    let digits: Vec<u8> = (0..5).rev().map(|place| (number >> (7 * place)) as u8 & 0x7f).collect();
    let first = digits.iter().position(|digit| *digit != 0).unwrap_or(4);
    let last = digits.len() - 1;
    let of = |(at, digit): (usize, &u8)| if at < last { digit | 0x80 } else { *digit };
    digits.iter().enumerate().skip(first).map(of).collect()
}

/// A block; checksums are no matter of these tests.
fn block(method: u8, content: u8, raw: u32, data: &[u8]) -> Vec<u8> {
    [&[method, content, 0], &itf8(data.len() as u32)[..], &itf8(raw)[..], data, &[0; 4]].concat()
}

/// A header of a slice with so many records.
fn slice(records: u32) -> Vec<u8> {
    let header = [&[0, 1, 1], &itf8(records)[..], &[0, 2, 0, 0], &[0; 16]].concat();
    block(0, 2, header.len() as u32, &header)
}

/// A container of these blocks with slices at these bytes.
fn container(blocks: &[Vec<u8>], landmarks: &[u32]) -> Vec<u8> {
    let body = blocks.concat();
    let numbers: Vec<u8> = landmarks.iter().flat_map(|at| itf8(*at)).collect();
    let length = (body.len() as u32).to_le_bytes();
    let head = [0, 1, 1, 1, 0, 0, blocks.len() as u8, landmarks.len() as u8];
    [&length[..], &head, &numbers, &[0; 4], &body].concat()
}

/// What is said of a container with one block of reads.
fn said(method: u8, raw: u32, data: &[u8]) -> String {
    let (first, second) = (block(0, 1, 2, &[0, 0]), slice(1));
    let at = first.len() as u32;
    let bytes = container(&[first, second, block(method, 4, raw, data)], &[at]);
    match check(&bytes, 26, Limits::default()) {
        Ok(()) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_in_order_is_let_through() {
    assert_eq!(said(0, 3, b"abc"), "nothing");
    assert_eq!(said(1, 1 << 29, b"gzip"), "nothing");
    // Nine bytes of a header, of which the last four are the size.
    assert_eq!(said(4, 70_000, &[0, 9, 0, 0, 0, 0x70, 0x11, 1, 0]), "nothing");
    assert_eq!(said(5, 5000, &[&[0], &uint7(5000)[..], &[1, 2]].concat()), "nothing");
    assert_eq!(said(7, 300, &uint7(300)), "nothing");
    // Whatever its method says, a block of no bytes is empty.
    assert_eq!(said(4, 0, &[]), "nothing");
}

#[test]
fn sizes_beyond_the_limit_are_refused() {
    let many = |method: u8, raw: u32, data: &[u8]| {
        let said = said(method, raw, data);
        assert!(said.starts_with("the container at byte 26 takes "), "{method}: {said}");
        assert!(said.contains("to be decoded, more than the 1073741824 allowed"), "{said}");
    };
    let large = (1 << 31) - 1;
    for method in [1, 2] {
        many(method, large, b"x");
    }
    many(4, large, &[0, 9, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f]);
    many(5, large, &[&[0], &uint7(large)[..]].concat());
    many(6, large, &[0x10, 1, 2]);
    many(7, large, &uint7(large));
    // Names, each with its tokens.
    many(
        8,
        1 << 20,
        &[&(1_u32 << 20).to_le_bytes()[..], &(1_u32 << 19).to_le_bytes(), &[0]].concat(),
    );
    // A token's stream.
    let stream = [&[0], &uint7(large)[..]].concat();
    let names =
        [&[9, 0, 0, 0, 3, 0, 0, 0, 0, 0x80], &uint7(stream.len() as u32)[..], &stream].concat();
    many(8, 9, &names);
    // A dictionary of 4 GiB less a byte, as an XZ stream's first block states it.
    let header = [0xfd, b'7', b'z', b'X', b'Z', 0, 0, 4, 0, 0, 0, 0];
    let xz = [&header[..], &[2, 0, 0x21, 1, 40, 0, 0, 0, 0, 0, 0, 0]].concat();
    many(3, 100, &xz);
    let smaller = [&header[..], &[2, 0, 0x21, 1, 22, 0, 0, 0, 0, 0, 0, 0]].concat();
    assert_eq!(said(3, 100, &smaller), "nothing");
    // Blocks that are small each.
    let blocks: Vec<Vec<u8>> = (0..5).map(|_| block(1, 4, 1 << 28, b"x")).collect();
    let error = check(&container(&blocks, &[]), 1000, Limits::default()).unwrap_err();
    let (what, limit) = ("to be decoded", 1 << 30);
    assert_eq!(error, ContainerError::TooMuch { offset: 1000, found: 5 << 28, what, limit });
    // Records that take no bit each.
    let error = check(&container(&[slice(5_000_000)], &[0]), 26, Limits::default()).unwrap_err();
    assert!(error.to_string().contains("takes 5120000027 bytes to be decoded"), "{error}");
}

#[test]
fn contradictions_are_named() {
    let contradiction = |method: u8, raw: u32, data: &[u8], what: &str| {
        let said = said(method, raw, data);
        let expected = format!("the container at byte 26 has a block 3 that {what}");
        assert!(said.starts_with(&expected), "{method}: {said}, expected {expected}");
    };
    let eight = [0, 9, 0, 0, 0, 8, 0, 0, 0];
    contradiction(4, 7, &eight, "says 7 bytes, its compressed content 8");
    contradiction(5, 7, &[0, 8], "says 7 bytes, its compressed content 8");
    contradiction(6, 7, &[0, 8], "says 7 bytes, its compressed content 8");
    contradiction(7, 7, &[8], "says 7 bytes, its compressed content 8");
    contradiction(8, 7, &[8, 0, 0, 0, 1, 0, 0, 0, 0], "says 7 bytes, its compressed content 8");
    contradiction(8, 7, &[7, 0, 0, 0, 8, 0, 0, 0, 0], "says 8 names in 7 bytes");
    // Two stripes of four and three bytes; one says five.
    contradiction(5, 7, &[0x18, 2, 2, 2, 0, 4, 0, 5], "says 3 bytes, its compressed content 5");
    contradiction(5, 7, &[0x18, 1, 4, 0x18, 1, 1, 0], "has stripes within a stripe");
    // More packed bytes than bytes, and more literals.
    contradiction(5, 7, &[0x90, 1, b'A', 8], "has a part of 8 bytes where at most 7 can be");
    contradiction(5, 7, &[0x50, 2, 8], "has a part of 8 bytes where at most 7 can be");
    contradiction(9, 7, &[], "is compressed by method 9, which there is not");
    contradiction(4, 7, &[0, 9, 0], "ends too early");

    let of = |bytes: &[u8]| check(bytes, 26, Limits::default()).unwrap_err().to_string();
    let mut longer = block(0, 4, 3, b"abc");
    longer[3] = 9;
    let found = of(&container(&[longer], &[]));
    assert!(found.contains("block 1 that says 9 bytes where 7 are left"), "{found}");
    let found = of(&container(&[block(0, 1, 2, &[0, 0]), slice(1)], &[3]));
    assert!(found.contains("block 2 that begins a slice where the header has none"), "{found}");
    let found = of(&container(&[slice(1)], &[0, 0]));
    assert!(found.contains("has no slice at its byte 0, where its header has one"), "{found}");
    let compressed = block(1, 2, 20, b"x");
    let found = of(&container(&[compressed], &[0]));
    assert!(found.contains("compresses the header of a slice"), "{found}");
    let whole = container(&[slice(1)], &[0]);
    let found = of(&whole[..whole.len() - 1]);
    assert!(found.contains("says 33 bytes where 32 are left"), "{found}");
    let found = of(&whole[..9]);
    assert!(found.contains("ends within its header"), "{found}");
    let mut many = whole;
    many[11] = 0x7f;
    let found = of(&many);
    assert!(found.contains("has 127 slices in 33 bytes"), "{found}");
}
