//! Linkage disequilibrium: correlation of sites, and sets of sites without much of it.

mod contigs;
mod correlation;
mod haplotypes;
mod pruning;

pub use contigs::Contigs;
pub use correlation::{Correlation, correlation};
pub use haplotypes::{Haplotypic, haplotypic, haplotypic_by_em};
pub use pruning::{Pruning, Window, prune};
