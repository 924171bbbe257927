//! Probabilities of genotypes: from columns of bases, and from pairs of haplotypes.

mod column;
mod pairs;
mod posterior;
mod prior;

pub(crate) use column::{ColumnGenotypes, column_genotypes, reference_confidence};
pub(crate) use pairs::{Pair, ln_prior, pairs};
pub(crate) use posterior::{Posterior, genotype_count, genotypes};
pub(crate) use prior::Priors;
