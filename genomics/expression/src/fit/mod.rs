//! The negative binomial generalised linear model of one gene.

mod bounded;
mod gene;
mod iterations;
mod likelihood;
mod model;

pub(crate) use gene::{GeneFit, NO_PRIOR, fit_gene};
pub(crate) use likelihood::NegativeBinomial;
pub(crate) use model::Model;
