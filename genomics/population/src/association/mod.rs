//! Association of sites with a phenotype: regression with covariates, inflation, many tests.

mod correction;
mod design;
mod distribution;
mod inflation;
mod linear;
mod logistic;
mod scan;

pub use correction::{Adjusted, adjust};
pub use design::{Covariate, Design, Phenotype};
pub use inflation::inflation;
pub use scan::{Association, Estimate, Outcome, scan};
