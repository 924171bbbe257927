//! Which differences of truth and calls agree, by the haplotypes that they make.
//!
//! Differences that could bear on each other stand in one cluster. Within a cluster the largest
//! sets of truth and of calls are looked for that turn the reference into the same two haplotypes
//! (J. G. Cleary and others, *Comparing variant call files for performance benchmarking of
//! next-generation sequencing variant calling pipelines*, bioRxiv 2015, the method of vcfeval).
//! What is left is compared without regard to the number of copies, which tells wrong genotypes
//! from wrong alleles (P. Krusche and others, *Best practices for benchmarking germline
//! small-variant calls in human genomes*, Nature Biotechnology 2019).

mod cluster;
mod exact;
mod haplotypes;
mod judge;
mod path;
mod verdict;

pub use judge::{JudgedContig, compare};
pub use path::{Segment, agree};
pub use verdict::{Judged, Verdict};
