//! Genotypes as bits, in which most pairwise statistics are a few logical operations and counts of bits.

mod planes;
mod samples;

pub use planes::{Dosages, Haploids};
pub use samples::SampleDosages;
