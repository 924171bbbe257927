//! Population genetics: frequencies, structure, kinship, diversity, association.
//!
//! | module | what |
//! |-|-|
//! | [`frequency`] | alleles and genotypes counted, missing genotypes, heterozygosity |
//! | [`hardy_weinberg`] | the exact test |
//! | [`dosages`] | genotypes as bits |
//! | [`linkage`] | correlation of sites, pruning |
//! | [`kinship`] | KING-robust |
//! | [`homozygosity`] | runs of homozygosity |
//! | [`structure`] | relationship matrix, principal components, projection |
//! | [`ancestry`] | shares of ancestral populations, classification |
//! | [`differentiation`] | Fst, distances |
//! | [`diversity`] | π, θ, Tajima's D, spectra |
//! | [`association`] | regression with covariates, inflation, many tests |
//!
//! Everything is computed on [`neuron_genotypes::Genotypes`].
#![forbid(unsafe_code)]

pub mod ancestry;
pub mod association;
pub mod differentiation;
pub mod diversity;
pub mod dosages;
mod error;
pub mod frequency;
pub mod hardy_weinberg;
pub mod homozygosity;
pub mod kinship;
pub mod linkage;
mod populations;
pub mod structure;

pub use error::PopulationError;
pub use populations::Populations;
