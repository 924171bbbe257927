//! Indices: of sorted text TBI and CSI, of binary files BAI and CSI, of CRAM.
#![no_main]

use neuron_sequence_files::Limits;
use neuron_sequence_files::index::{BinIndex, Chunk, ContainerIndex, Index};

/// Chunks are in the file's order and do not overlap.
fn ordered(chunks: &[Chunk]) {
    assert!(chunks.windows(2).all(|two| two[0].end <= two[1].start));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { index_bytes: 1 << 20, ..Limits::default() };
    if let Ok(index) = Index::parse(bytes.to_vec(), "x.tbi", limits) {
        for contig in index.contigs() {
            ordered(&index.chunks(contig, &(1000..1 << 40)));
        }
    }
    if let Ok(index) = BinIndex::parse(bytes.to_vec(), "x.bai", limits) {
        for contig in 0..index.contigs() {
            ordered(&index.chunks(contig, &(1000..1 << 40)));
        }
    }
    if let Ok(index) = ContainerIndex::parse(bytes.to_vec(), "x.crai", limits) {
        let offsets: Vec<u64> = index.containers(0, &(0..1 << 40)).map(|it| it.offset).collect();
        assert!(offsets.is_sorted());
    }
});
