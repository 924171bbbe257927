//! PLINK 1 files: `PREFIX.bed`, `.bim` and `.fam`, SNP-major
//! (<https://www.cog-genomics.org/plink/1.9/formats#bed>).
//!
//! They hold two alleles a site and no phase; a haploid genotype is written as a homozygous one. The second allele of
//! `.bim` is taken as the reference's, as plink 2 writes it.

mod bed;
mod bim;
mod fam;
mod paths;
mod read;
mod write;

pub use fam::{Individual, Sex, families};
pub use read::read;
pub use write::{Losses, write};
