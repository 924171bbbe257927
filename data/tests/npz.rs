//! Arrays that numpy wrote are read as they are, and others are refused by name, whole or damaged.
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

use neuron_data::formats::{Npy, Npz};
use neuron_random::{Rng, Stream};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/npz").join(name)
}

/// `np.arange(24) * 7 % 251`, as `make.py` has it.
fn images() -> Npy {
    Npy { shape: vec![2, 3, 4], data: (0..24u32).map(|i| (i * 7 % 251) as u8).collect() }
}

#[test]
fn what_numpy_stores_or_deflates_is_read() {
    for name in ["stored.npz", "deflated.npz"] {
        let mut file = Npz::open(&path(name)).unwrap();
        assert_eq!(file.names().collect::<Vec<_>>(), ["images", "labels", "single"]);
        assert_eq!(file.array("images").unwrap(), images());
        assert_eq!(file.array("labels").unwrap(), Npy { shape: vec![2, 1], data: vec![1, 0] });
        assert_eq!(file.array("single").unwrap(), Npy { shape: vec![], data: vec![7] });
        // Any order, and again.
        assert_eq!(file.array("images").unwrap(), images());
    }
}

#[test]
fn all_versions_of_the_header_are_read() {
    let mut file = Npz::open(&path("versions.npz")).unwrap();
    for name in ["v1", "v2", "v3"] {
        assert_eq!(file.array(name).unwrap(), images(), "{name}");
    }
    assert_eq!(file.names().count(), 3);
}

#[test]
fn other_elements_and_orders_are_refused_by_name() {
    let mut file = Npz::open(&path("refused.npz")).unwrap();
    for (name, said) in [
        ("fortran", "it is stored column by column: expected C order"),
        ("wide", "it has elements of the type `<i8`: expected unsigned bytes"),
        ("real", "it has elements of the type `<f4`"),
        ("flags", "it has elements of the type `|b1`"),
        ("objects", "it has Python objects `|O`"),
        ("records", "it has records of several fields"),
        ("absent", "no array `absent`, found `fortran`, `flags`"),
    ] {
        let error = file.array(name).unwrap_err().to_string();
        let fits = error.contains(said) || name == "absent" && error.contains("no array `absent`");
        assert!(fits && error.contains("refused.npz"), "{error}");
        assert_eq!(error.lines().count(), 1);
    }
    let other = Npz::open(&path("make.py")).unwrap_err().to_string();
    assert!(other.contains("it is no `.npz` file"), "{other}");
}

/// An `.npy` file of this header.
fn npy(header: &str, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat()
}

fn read(bytes: &[u8]) -> Result<Npy, String> {
    let name = Path::new("t.npy");
    Npy::read(bytes, bytes.len() as u64, name).map_err(|error| error.to_string())
}

#[test]
fn a_header_is_read_strictly() {
    let good = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2), }   \n";
    assert_eq!(read(&npy(good, b"abcd")).unwrap().shape, [2, 2]);
    let other_order = "{\"shape\":(4,),\"fortran_order\":True,\"descr\":\"|u1\"}";
    assert_eq!(read(&npy(other_order, b"abcd")).unwrap().shape, [4]);
    let mut future = npy(good, b"abcd");
    future[6] = 4;
    let cases = [
        (npy(good, b"abc"), "its header says [2, 2], which are 73 and 4"),
        (npy(good, b"abcde"), "its header says [2, 2]"),
        (b"\x93NUMPX\x01\x00".to_vec(), "it is no array of numpy"),
        (b"\x93NUM".to_vec(), "it ends within its header"),
        (npy(good, b"")[..30].to_vec(), "it ends within its header"),
        (future, "it is of version 4: expected 1, 2 or 3"),
        (b"\x93NUMPY\x02\x00\xff\xff\xff\xff".to_vec(), "its header has 4294967295 bytes"),
        (npy("", b""), "its header has ``: expected `{`"),
        (npy("{'descr': '|u1', 'shape': (1,)}", b"a"), "lacks `fortran_order`"),
        (npy("{'descr': '|u1', 'descr': '|u1'}", b"a"), "has `descr` twice"),
        (npy("{'pickle': '|u1'}", b"a"), "its header has the key `pickle`"),
        (npy("{'shape': (-1,)}", b"a"), "its header has the size ``: expected a number"),
        (npy("{'shape': (4294967296,)}", b"a"), "has the size `4294967296`"),
        (
            npy(&good.replace("(2, 2)", "(4294967295, 4294967295, 4294967295)"), b""),
            "more than can",
        ),
        (npy(&good.replace("(2, 2)", "(4294967295, 9)"), b""), "its header says [4294967295, 9]"),
        (npy(&good.replace('\n', "x"), b"abcd"), "goes on after the dictionary"),
        (npy(&good.replace("False", "1"), b"abcd"), "says `1` of the order"),
        (npy(&good.replace("'|u1'", "'|u1"), b"abcd"), "its header has"),
    ];
    for (bytes, said) in cases {
        let error = read(&bytes).unwrap_err();
        assert!(error.contains(said) && error.starts_with("`t.npy`: "), "{said}: {error}");
    }
}

/// An archive whose directory promises more than its bytes can hold.
#[test]
fn a_bomb_is_refused_before_memory_is_taken() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("a.npy", options).unwrap();
    let header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4000000000,), }\n";
    writer.write_all(&npy(header, &[0; 1000])).unwrap();
    let whole = writer.finish().unwrap().into_inner();
    let mut file = Npz::read(Cursor::new(&whole), Path::new("t.npz")).unwrap();
    let error = file.array("a").unwrap_err().to_string();
    assert!(error.contains("array `a`: it has 1077 bytes, its header says"), "{error}");
    // The size of the entry, in the directory alone, as 4 GB.
    let mut lying = whole.clone();
    let at = lying.windows(4).position(|tag| tag == b"PK\x01\x02").unwrap() + 24;
    lying[at..at + 4].copy_from_slice(&4_000_000_000u32.to_le_bytes());
    let mut file = Npz::read(Cursor::new(&lying), Path::new("t.npz")).unwrap();
    let error = file.array("a").unwrap_err().to_string();
    assert!(error.contains("compressed bytes cannot hold"), "{error}");
}

#[test]
fn changed_elements_are_found_by_the_checksum() {
    for name in ["stored.npz", "deflated.npz"] {
        let mut bytes = std::fs::read(path(name)).unwrap();
        let at = bytes.windows(4).position(|four| four == [0, 7, 14, 21]);
        let Some(at) = at else { continue };
        bytes[at] ^= 1;
        let mut file = Npz::read(Cursor::new(bytes), Path::new("t.npz")).unwrap();
        let error = file.array("images").unwrap_err().to_string();
        assert!(error.contains("array `images`: it is damaged"), "{error}");
    }
}

/// Reads all that can be; what is read is what was written, or an error of one line.
fn reads(bytes: &[u8]) -> usize {
    let Ok(mut file) = Npz::read(Cursor::new(bytes), Path::new("t.npz")) else { return 0 };
    let names: Vec<String> = file.names().map(str::to_owned).collect();
    let mut read = 0;
    for name in names {
        match file.array(&name) {
            Ok(array) => {
                assert_eq!(array.shape.iter().product::<usize>(), array.data.len());
                assert!(array.data.len() <= bytes.len() * 1032);
                read += 1;
            }
            Err(error) => assert_eq!(error.to_string().lines().count(), 1, "{error}"),
        }
    }
    read
}

#[test]
fn every_cut_is_an_error_and_no_panic() {
    for name in ["stored.npz", "deflated.npz", "versions.npz"] {
        let bytes = std::fs::read(path(name)).unwrap();
        assert_eq!(reads(&bytes), 3);
        for end in 0..bytes.len() {
            reads(&bytes[..end]);
        }
    }
}

#[test]
fn damage_is_an_error_or_an_array() {
    let rounds = std::env::var("NEURON_DAMAGE_ROUNDS").ok().and_then(|text| text.parse().ok());
    let (mut arrays, mut lost) = (0, 0);
    for (kind, name) in ["stored.npz", "deflated.npz", "versions.npz"].iter().enumerate() {
        let whole = std::fs::read(path(name)).unwrap();
        for round in 0..rounds.unwrap_or(2000u64) {
            let mut draw = Stream::new(1, "damaged arrays").step(kind as u32).sample(round).rng();
            let mut bytes = whole.clone();
            for _ in 0..draw.random_range(1..=4) {
                let place = draw.random_range(0..bytes.len());
                match draw.random_range(0..3) {
                    0 => bytes[place] ^= 1 << draw.random_range(0..8),
                    1 => bytes[place] = draw.random(),
                    _ => {
                        let odd = [0u32, 1, 0xffff, 0x7fff_ffff, u32::MAX];
                        let odd = odd[draw.random_range(0..odd.len())].to_le_bytes();
                        let end = (place + 4).min(bytes.len());
                        bytes[place..end].copy_from_slice(&odd[..end - place]);
                    }
                }
            }
            let read = reads(&bytes);
            (arrays, lost) = (arrays + read, lost + 3usize.saturating_sub(read));
        }
    }
    assert!(arrays > 1000 && lost > 1000, "{arrays} read, {lost} lost");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn headers_of_noise(text in "[{}()':, a-z|u1<O\\[\\]TrueFalse0-9]{0,80}", data in prop::collection::vec(any::<u8>(), 0..8)) {
        if let Ok(array) = read(&npy(&text, &data)) {
            prop_assert_eq!(&array.data, &data);
        }
        let _any = read(&data);
    }
}
