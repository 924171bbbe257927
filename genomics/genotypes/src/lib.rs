//! Genotypes of many samples: VCF, BCF and PLINK files, read and written.
#![forbid(unsafe_code)]

mod genotypes;
mod variant;

pub use genotypes::{ABSENT, Genotypes, MISSING};
pub use variant::Variant;
