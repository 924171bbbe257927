//! The statistics against values of plink, plink2 and scikit-allel, and against closed forms.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod admixture;
mod association;
mod bad_input;
mod classification;
mod differentiation;
mod diversity;
mod frequency;
mod homozygosity;
mod kinship;
mod linkage;
mod place;
mod structure;
