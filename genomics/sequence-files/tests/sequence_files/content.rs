//! Content that tests make: synthetic, and always the same.

use flate2::write::GzEncoder;
use neuron_sequence_files::compression::bgzf;
use std::io::Write;

/// Bytes that look random, from a linear congruential generator (Numerical Recipes' constants).
pub(crate) fn noise(count: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// As bgzip writes it.
pub(crate) fn bgzipped(content: &[u8]) -> Vec<u8> {
    let mut writer = bgzf::Writer::new(Vec::new());
    writer.write_all(content).unwrap();
    writer.finish().unwrap()
}

/// One member, as gzip writes it.
pub(crate) fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}
