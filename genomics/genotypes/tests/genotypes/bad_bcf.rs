//! Every way in which a BCF is wrong has its record.

use crate::edge_cases::BCF;
use neuron_genotypes::{GenotypeError, Limits, Loaded, ReadOptions, bcf};
use neuron_sequence_files::compression::bgzf;
use std::io::Read;
use std::path::Path;

fn content() -> Vec<u8> {
    let mut bytes = Vec::new();
    bgzf::Reader::new(BCF).read_to_end(&mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8]) -> Result<Loaded, GenotypeError> {
    bcf::read_from(bytes, Path::new("x.bcf"), &ReadOptions::default())
}

#[track_caller]
fn refusal(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

/// Where the first record starts.
fn records(bytes: &[u8]) -> usize {
    9 + u32::from_le_bytes(bytes[5..9].try_into().unwrap()) as usize
}

#[test]
fn other_formats() {
    assert_eq!(refusal(b""), "`x.bcf` is not a BCF of version 2: it is empty");
    let text = refusal(b"##fileformat=VCFv4.2\n");
    assert_eq!(text, "`x.bcf` is not a BCF of version 2: it begins with `##filefor`");
    assert!(refusal(b"BCF\x04\x00\x00\x00\x00\x00").contains("not a BCF of version 2"));
    assert!(refusal(b"BCF\x02").contains("not a BCF of version 2"));
}

#[test]
fn truncation_anywhere() {
    let bytes = content();
    let start = records(&bytes);
    assert_eq!(
        refusal(&bytes[..100]),
        format!("`x.bcf`: its header ends after 91 of {} bytes", start - 9)
    );
    assert_eq!(
        refusal(&bytes[..start + 5]),
        "`x.bcf`, record 1: the file ends after 5 of its bytes"
    );
    assert!(refusal(&bytes[..start + 30]).contains("record 1: the file ends after 22 of its"));
    assert!(refusal(&bytes[..bytes.len() - 1]).contains("record 9: the file ends after"));
    assert_eq!(read(&bytes[..start]).unwrap().records, 0);
}

#[test]
fn lengths_that_are_too_large_take_no_memory() {
    let mut bytes = content();
    let start = records(&bytes);
    bytes[start..start + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refusal(&bytes).contains("a record would take 4294967"));
    bytes[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refusal(&bytes).contains("the header would take 4294967295 bytes"));
    let limits = Limits { header_bytes: 5 << 30, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let message = bcf::read_from(&bytes[..], Path::new("x.bcf"), &options).unwrap_err().to_string();
    assert!(message.contains("its header ends after"), "{message}");
}

#[test]
fn values() {
    let bytes = content();
    let start = records(&bytes);
    let changed = |at: usize, to: u8| {
        let mut bytes = bytes.clone();
        bytes[start + at] = to;
        refusal(&bytes)
    };
    // Lengths take 8 bytes; then come sequence, position, bases, QUAL, numbers of INFO and alleles, of samples and fields.
    assert_eq!(
        changed(8, 7),
        "`x.bcf`, record 1: it is on sequence number 7, which the header does not declare"
    );
    assert_eq!(changed(15, 0x80), "`x.bcf`, record 1: its position is -2147483549");
    assert_eq!(changed(26, 0), "`x.bcf`, record 1: it has no reference allele");
    assert_eq!(changed(28, 9), "`x.bcf`, record 1: it has 9 samples, expected 4 as the header has");
    assert!(changed(26, 200).contains("record 1: a value"));
    // The identifier `rs1`, a text of three.
    assert_eq!(bytes[start + 32], 0x37);
    assert!(changed(32, 0x36).contains("a value is of type 6"));
    assert!(changed(32, 0x31).contains("of type Int8 where a text was expected"));
    assert!(changed(31, 9).contains("record 1"));
    // The alleles of ann's genotype, 0|1, are the bytes 2 and 5 behind a descriptor of two `i8`.
    let at = bytes[start..].windows(3).position(|window| window == [0x21, 2, 5]).unwrap();
    assert_eq!(
        changed(at + 2, 7),
        "`x.bcf`, record 1, 1:100, sample `ann`: it has allele 2, and the site has alleles 0 to 1"
    );
    assert!(changed(at + 2, 0xf0).contains("it has allele -"));
}
