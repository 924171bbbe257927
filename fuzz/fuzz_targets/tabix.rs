//! Indices of sorted text, TBI and CSI.
#![no_main]

use neuron_sequence_files::Limits;
use neuron_sequence_files::index::Index;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { index_bytes: 1 << 20, ..Limits::default() };
    let Ok(index) = Index::parse(bytes.to_vec(), "x.tbi", limits) else { return };
    for contig in index.contigs() {
        let chunks = index.chunks(contig, &(1000..1 << 40));
        assert!(chunks.windows(2).all(|two| two[0].end <= two[1].start));
    }
});
