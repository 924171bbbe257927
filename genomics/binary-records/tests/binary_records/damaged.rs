use crate::place::{lines, open, place, reference};
use proptest::prelude::*;

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
