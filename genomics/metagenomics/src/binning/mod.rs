//! Contigs to the genomes that they are of, by composition and, where it is known, coverage.

mod contigs;
mod halves;
mod method;

pub use contigs::{BinOptions, Bins, bin_contigs};
pub use halves::{HalvesMetric, HalvesOptions};
pub use method::BinMethod;
