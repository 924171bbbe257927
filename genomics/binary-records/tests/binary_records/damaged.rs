use crate::place::{lines, open, place, reference};
use neuron_binary_records::{RecordFile, RecordFormat};
use neuron_data::fetch::FetchOptions;
use neuron_sequence_files::Limits;
use neuron_sequence_files::compression::{self, bgzf};
use neuron_sequence_files::remote::{Location, client};
use proptest::prelude::*;
use std::io::{Read, Write};

/// What a fuzzer found: the decoder panicked at a name that is no text.
#[test]
fn a_variant_whose_name_is_no_text_is_an_error() {
    let mut content = Vec::new();
    compression::open(&place("small.bcf")).unwrap().reader.read_to_end(&mut content).unwrap();
    let length = u32::from_le_bytes(*content[5..].first_chunk().unwrap()) as usize;
    let first = 9 + length;
    // Behind two lengths and 24 bytes of fixed fields stands the name: a type, then its text.
    let name = first + 8 + 24;
    assert_eq!(content[name] & 15, 7, "a text");
    content[name + 1] = 0xff;
    content.truncate(first + 2000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.bcf");
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(&content).unwrap();
    std::fs::write(&path, writer.finish().unwrap()).unwrap();
    // An index of one contig, of which the largest bin has all records.
    let mut index = b"CSI\x01".to_vec();
    for number in [14_u32, 5, 0, 1, 1, 0] {
        index.extend(number.to_le_bytes());
    }
    index.extend((first as u64).to_le_bytes());
    index.extend(1_u32.to_le_bytes());
    index.extend((first as u64).to_le_bytes());
    index.extend((first as u64 + 2000).to_le_bytes());
    std::fs::write(folder.path().join("x.bcf.csi"), index).unwrap();
    let mut file = open(&path, None).unwrap();
    let error = lines(&mut file, &"chr1".parse().unwrap()).unwrap_err().to_string();
    assert!(error.contains("record 1 of the region is no record of BCF: "), "{error}");
}

#[test]
fn a_container_that_would_take_too_much_is_not_decoded() {
    let read = |limits: Limits| {
        let location = Location::File(place("reads.cram"));
        let client = client(FetchOptions::default());
        let format = RecordFormat::Cram;
        let mut file =
            RecordFile::open(format, &location, None, Some(reference()), &client, limits)?;
        lines(&mut file, &"chr1:10000-10500".parse().unwrap()).map(|found| found.len())
    };
    // `samtools view -c reads.cram chr1:10000-10500`, samtools 1.16.
    assert_eq!(read(Limits::default()).unwrap(), 13);
    let small = Limits { container_bytes: 100_000, ..Limits::default() };
    let error = read(small).unwrap_err().to_string();
    assert!(error.contains("reads.cram` is not decoded: the container at byte "), "{error}");
    assert!(error.contains(" bytes to be decoded, more than the 100000 allowed"), "{error}");
    // The file's own header is held against it as well.
    let error = read(Limits { container_bytes: 10, ..Limits::default() }).unwrap_err().to_string();
    assert!(error.contains("the container at byte 26 takes "), "{error}");
}

/// A copy of a file with its index, of which a byte is another or the end is missing.
fn damaged(
    name: &str,
    index: &str,
    at: usize,
    bits: u8,
    cut: Option<usize>,
) -> Vec<Result<usize, String>> {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = std::fs::read(place(name)).unwrap();
    let length = bytes.len();
    bytes[at % length] ^= bits;
    if let Some(cut) = cut {
        bytes.truncate(cut % length);
    }
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    std::fs::copy(place(index), folder.path().join(index)).unwrap();
    let said = |error: neuron_binary_records::BinaryRecordError| {
        let text = error.to_string();
        assert!(text.contains(name) && !text.contains('\n'), "{text}");
        text
    };
    let mut file = match open(&path, Some(reference())) {
        Ok(file) => file,
        Err(error) => return vec![Err(said(error))],
    };
    ["chr1:10000-20000", "chr2:1-700"]
        .map(|region| {
            lines(&mut file, &region.parse().unwrap()).map(|found| found.len()).map_err(said)
        })
        .into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bam_is_an_error_or_gives_lines(at in 0_usize..60_000, bits in 1_u8.., cut in proptest::option::of(0_usize..60_000)) {
        damaged("reads.bam", "reads.bam.bai", at, bits, cut);
    }

    #[test]
    fn damaged_bcf_is_an_error_or_gives_lines(at in 0_usize..70_000, bits in 1_u8.., cut in proptest::option::of(0_usize..70_000)) {
        damaged("small.bcf", "small.bcf.csi", at, bits, cut);
    }

    #[test]
    fn damaged_cram_is_an_error_or_gives_lines(at in 0_usize..20_000, bits in 1_u8.., cut in proptest::option::of(0_usize..20_000)) {
        damaged("reads.cram", "reads.cram.crai", at, bits, cut);
    }
}
