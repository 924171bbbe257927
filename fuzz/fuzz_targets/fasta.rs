//! FASTA, and its index.
#![no_main]

use neuron_sequence_files::Limits;
use neuron_sequence_files::fasta::{Index, Reader};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { sequence_bytes: 1 << 16, line_bytes: 1 << 16, ..Limits::default() };
    if let Ok(records) = Reader::with_limits(bytes, "x.fa", limits).read_all() {
        let letters: usize = records.iter().map(|record| record.sequence.len()).sum();
        assert!(letters <= bytes.len(), "{letters} letters from {} bytes", bytes.len());
    }
    if let Ok(index) = Index::build(bytes, "x.fa") {
        let letters: u64 = index.entries().iter().map(|entry| entry.length).sum();
        assert!(letters <= bytes.len() as u64, "{letters} letters from {} bytes", bytes.len());
    }
    let _any = Index::parse(bytes, "x.fai");
});
