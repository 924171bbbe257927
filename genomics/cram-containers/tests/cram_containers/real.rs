//! Files of `samtools` 1.16.1, whose reads are synthetic: 3.0 by default, and 3.1 by `--output-fmt
//! cram,version=3.1,archive,use_arith=1,use_lzma=1,use_bzip2=1,seqs_per_slice=250,slices_per_container=2`.

use neuron_cram_containers::{CheckedReader, ContainerError, Limits, check, check_definition};
use noodles::cram;
use proptest::prelude::*;
use std::io::Read;

const OLDER: &[u8] =
    include_bytes!("../../../sequence-files/tests/sequence_files/indexed/reads.cram");
const NEWER: &[u8] = include_bytes!("reads-3.1.cram");

fn limits(decoded_bytes: u64) -> Limits {
    Limits { decoded_bytes, ..Limits::default() }
}

/// Bytes of all blocks of the largest container as `noodles` decodes them, and its records.
fn decoded(file: &[u8]) -> (u64, u64) {
    let mut reader = cram::io::Reader::new(file);
    reader.read_header().unwrap();
    let mut container = cram::io::reader::Container::default();
    let mut largest = (0, 0);
    while reader.read_container(&mut container).unwrap() > 0 {
        let mut bytes = 0;
        for slice in container.slices() {
            let (core, external) = slice.unwrap().decode_blocks().unwrap();
            bytes += core.len() + external.iter().map(|(_, block)| block.len()).sum::<usize>();
        }
        largest = largest.max((bytes as u64, container.header().record_count() as u64));
    }
    largest
}

/// The least limit below which a file is decoded.
fn least(file: &[u8]) -> u64 {
    let (mut low, mut high) = (0, 1 << 30);
    while low < high {
        let middle = (low + high) / 2;
        match check(&file[26..], 26, limits(middle)) {
            Ok(()) => high = middle,
            Err(ContainerError::TooMuch { found, limit, .. }) => {
                assert!(found > limit && limit == middle);
                low = middle + 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    low
}

#[test]
fn what_is_counted_is_what_decoding_takes() {
    for (file, names_are_tokens) in [(OLDER, false), (NEWER, true)] {
        check_definition(file).unwrap();
        let (bytes, records) = decoded(file);
        let least = least(file);
        // The records, and where names are tokens, those of each.
        let beside = records * if names_are_tokens { 1024 + 4096 } else { 1024 };
        assert!(least >= bytes + beside, "{least} for {bytes} bytes and {beside} beside");
        assert!(least < 2 * (bytes + beside), "{least} for {bytes} bytes and {beside} beside");
    }
}

#[test]
fn a_checked_file_is_the_same_file() {
    for file in [OLDER, NEWER] {
        let mut bytes = Vec::new();
        CheckedReader::new(file, Limits::default()).read_to_end(&mut bytes).unwrap();
        assert!(bytes == file);
        let mut reader = CheckedReader::new(file, limits(1 << 10));
        let mut bytes = Vec::new();
        let error = reader.read_to_end(&mut bytes).unwrap_err().to_string();
        assert!(error.contains("more than the 1024 allowed"), "{error}");
        assert!(bytes.len() < file.len() && reader.read_to_end(&mut bytes).unwrap() == 0);
        let cut = &file[..file.len() - 100];
        let error = CheckedReader::new(cut, Limits::default()).read_to_end(&mut Vec::new());
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with("the container at byte "), "{error}");
        assert_eq!(check(&cut[26..], 26, Limits::default()).unwrap_err().to_string(), error);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_an_error_or_within_the_limits(at in 26_usize..40_000, bits in 1_u8.., newer in any::<bool>()) {
        let mut file = if newer { NEWER } else { OLDER }.to_vec();
        let at = 26 + (at - 26) % (file.len() - 26);
        file[at] ^= bits;
        let whole = check(&file[26..], 26, Limits::default());
        let mut bytes = Vec::new();
        let read = CheckedReader::new(&file[..], Limits::default()).read_to_end(&mut bytes);
        match whole {
            Ok(()) => prop_assert!(read.is_ok() && bytes == file),
            Err(error) => prop_assert_eq!(read.unwrap_err().to_string(), error.to_string()),
        }
    }
}
