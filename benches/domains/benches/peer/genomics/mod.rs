//! Genomics.

pub(crate) mod callers;
pub(crate) mod cyvcf2;
pub(crate) mod expression;
pub(crate) mod plink2;
pub(crate) mod scikit_allel;
mod tables;
