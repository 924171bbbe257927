//! Alleles and genotypes counted: frequencies, missing genotypes, heterozygosity.

mod allele_counts;
mod genotype_counts;
mod heterozygosity;
mod missingness;

pub use allele_counts::AlleleCounts;
pub use genotype_counts::{GenotypeCounts, genotype_counts};
pub use heterozygosity::{SampleHeterozygosity, heterozygosity};
pub use missingness::{Missingness, missingness};
