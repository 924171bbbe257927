use crate::content::{bgzipped, gzipped, noise};
use neuron_sequence_files::compression::{
    Compression, CompressionError, Opened, Warning, bgzf, from_reader, open, open_with,
};
use neuron_sequence_files::{Limits, SequenceFileError};
use proptest::prelude::*;
use std::io::{Cursor, Read};

/// `printf 'chr1\t10\t20\nchr2\t5\t6\n' | bgzip -c`, htslib 1.16.
const BGZIP: [u8; 79] = [
    0x1f, 0x8b, 0x08, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x06, 0x00, 0x42, 0x43, 0x02, 0x00,
    0x32, 0x00, 0x01, 0x14, 0x00, 0xeb, 0xff, 0x63, 0x68, 0x72, 0x31, 0x09, 0x31, 0x30, 0x09, 0x32,
    0x30, 0x0a, 0x63, 0x68, 0x72, 0x32, 0x09, 0x35, 0x09, 0x36, 0x0a, 0xd4, 0x3f, 0xdb, 0x24, 0x14,
    0x00, 0x00, 0x00, 0x1f, 0x8b, 0x08, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x06, 0x00, 0x42,
    0x43, 0x02, 0x00, 0x1b, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
];

fn all(mut opened: Opened) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    opened.reader.read_to_end(&mut content)?;
    Ok(content)
}

fn read(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    all(from_reader(Cursor::new(bytes.to_vec()), Limits::default())?)
}

fn fault(bytes: &[u8]) -> CompressionError {
    CompressionError::of(&read(bytes).unwrap_err()).unwrap().clone()
}

fn kind(bytes: &[u8]) -> Compression {
    from_reader(Cursor::new(bytes.to_vec()), Limits::default()).unwrap().kind
}

#[test]
fn what_bgzip_wrote_is_read() {
    assert_eq!(kind(&BGZIP), Compression::Bgzf);
    assert_eq!(read(&BGZIP).unwrap(), b"chr1\t10\t20\nchr2\t5\t6\n");
}

#[test]
fn what_is_written_is_read_by_another_decoder() {
    let content = noise(300_000, 1);
    let file = bgzipped(&content);
    let mut read = Vec::new();
    flate2::read::MultiGzDecoder::new(&file[..]).read_to_end(&mut read).unwrap();
    assert!(read == content);
    assert!(file.ends_with(&bgzf::END));
}

#[test]
fn kinds_are_told_by_content() {
    let content = noise(5000, 2);
    for (file, expected) in [
        (content.clone(), Compression::Plain),
        (gzipped(&content), Compression::Gzip),
        (bgzipped(&content), Compression::Bgzf),
        (Vec::new(), Compression::Plain),
    ] {
        assert_eq!(kind(&file), expected);
        if !file.is_empty() {
            assert!(read(&file).unwrap() == content);
        }
    }
    let error = read(b"\x28\xb5\x2f\xfd rest").unwrap_err().to_string();
    assert!(error.starts_with("it is compressed by zstd, which is not read"), "{error}");
}

#[test]
fn members_and_files_that_were_concatenated_are_one() {
    let (one, two) = (noise(200_000, 3), noise(70_000, 4));
    let both = [one.clone(), two.clone()].concat();
    assert!(read(&[gzipped(&one), gzipped(&two)].concat()).unwrap() == both);
    // The block without content stays in the middle.
    assert!(read(&[bgzipped(&one), bgzipped(&two)].concat()).unwrap() == both);
}

#[test]
fn many_turns_come_in_order() {
    let content = noise(9 << 20, 5);
    let file = bgzipped(&content);
    assert!(read(&file).unwrap() == content);
}

#[test]
fn a_missing_last_block_is_a_warning_and_a_cut_block_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.vcf.gz");
    let content = noise(200_000, 6);
    let file = bgzipped(&content);

    std::fs::write(&path, &file).unwrap();
    assert_eq!(open(&path).unwrap().warnings, []);

    std::fs::write(&path, &file[..file.len() - 28]).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.warnings, [Warning::MissingEnd]);
    assert!(Warning::MissingEnd.to_string().contains("cut off"));
    assert!(all(opened).unwrap() == content);

    std::fs::write(&path, &file[..100_000]).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.warnings, [Warning::MissingEnd]);
    let error = all(opened).unwrap_err();
    let CompressionError::TruncatedBlock { block: 2, offset, found, expected } =
        CompressionError::of(&error).unwrap()
    else {
        panic!("{error}")
    };
    assert_eq!(offset + found, 100_000);
    assert!(found < expected);
    assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
}

#[test]
fn what_is_sound_before_a_fault_is_given_and_the_fault_stays() {
    let content = noise(200_000, 7);
    let mut file = bgzipped(&content);
    let second = usize::from(u16::from_le_bytes([file[16], file[17]])) + 1;
    file[second + 5000] ^= 1;
    let mut reader = bgzf::Reader::new(&file[..]);
    let mut found = Vec::new();
    let error = reader.read_to_end(&mut found).unwrap_err();
    assert!(found == content[..0xff00]);
    let error = CompressionError::of(&error).unwrap();
    let at = second as u64;
    assert!(
        matches!(error, CompressionError::DamagedBlock { block: 2, offset, .. } if *offset == at),
        "{error}"
    );
    assert!(reader.read_to_end(&mut found).is_err());
    assert_eq!(found.len(), 0xff00);
}

#[test]
fn what_follows_blocks_has_to_be_a_block() {
    let file = [bgzipped(b"a\n"), gzipped(b"b\n")].concat();
    let CompressionError::NoBlock { offset, blocks: 2 } = fault(&file) else { panic!() };
    assert_eq!(offset as usize, bgzipped(b"a\n").len());
    assert!(matches!(
        fault(&[bgzipped(b"a\n"), b"rest".to_vec()].concat()),
        CompressionError::NoBlock { .. }
    ));
}

#[test]
fn a_block_that_lies_about_its_length_is_found() {
    let mut file = bgzipped(b"abc");
    let footer = file.len() - 28 - 4;
    file[footer] = 4;
    assert!(
        matches!(fault(&file), CompressionError::DamagedBlock { block: 1, what, .. } if what.contains("length"))
    );
    file[footer + 2] = 2;
    assert!(
        matches!(fault(&file), CompressionError::DamagedBlock { block: 1, what, .. } if what.contains("64 KiB"))
    );
    let mut file = bgzipped(b"abc");
    file[footer - 4] ^= 1;
    assert!(
        matches!(fault(&file), CompressionError::DamagedBlock { what, .. } if what.contains("sum"))
    );
}

#[test]
fn gzip_that_is_cut_or_damaged_is_an_error() {
    let content = noise(100_000, 8);
    let file = gzipped(&content);
    assert!(
        matches!(fault(&file[..50_000]), CompressionError::TruncatedGzip { expanded } if expanded > 0)
    );
    let mut damaged = file.clone();
    let sum = damaged.len() - 8;
    damaged[sum] ^= 1;
    assert!(matches!(fault(&damaged), CompressionError::DamagedGzip { .. }));
}

#[test]
fn bombs_stop_at_the_limit() {
    let zeros = vec![0; 8 << 20];
    let limits = Limits { expanded_bytes: 1 << 20, ..Limits::default() };
    for file in [gzipped(&zeros), bgzipped(&zeros)] {
        let mut opened = from_reader(Cursor::new(file), limits).unwrap();
        let mut found = Vec::new();
        let error = opened.reader.read_to_end(&mut found).unwrap_err();
        let limit = CompressionError::TooLong { limit: 1 << 20 };
        assert_eq!(CompressionError::of(&error), Some(&limit));
        assert!(found.len() <= 1 << 20);
    }
}

#[test]
fn a_file_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = open_with(folder.path(), Limits::default()).unwrap_err();
    assert!(error.to_string().ends_with("it is a folder"), "{error}");
    let error = open(&folder.path().join("none.vcf")).unwrap_err();
    assert!(matches!(error, SequenceFileError::Io { what: "read", .. }), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn damaged_blocks_never_give_other_content(place in 0_usize..4000, change in 1_u8..) {
        let content = noise(3000, 9);
        let mut file = bgzipped(&content);
        let place = place % file.len();
        file[place] ^= change;
        // Flags, times and names of the header say nothing about the content; all else is checked.
        if let Ok(found) = read(&file) {
            prop_assert!(found == content || kind(&file) == Compression::Plain);
        }
    }

    #[test]
    fn any_bytes_behind_a_start_of_a_block_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut file = bgzf::END[..18].to_vec();
        file.extend(bytes);
        if let Ok(found) = read(&file) {
            prop_assert!(found.len() <= 1 << 20);
        }
    }
}
