//! Shares of ancestral populations by maximum likelihood: the model of STRUCTURE without its priors, fitted by
//! expectation and maximisation with acceleration.
//!
//! Tang and others, *Estimation of individual admixture: analytical and study design considerations*, Genetic
//! Epidemiology 28, 2005 (the steps); Alexander, Novembre and Lange, *Fast model-based estimation of ancestry in
//! unrelated individuals*, Genome Research 19, 2009 (ADMIXTURE); Varadhan and Roland, *Simple and globally convergent
//! methods for accelerating the convergence of any EM algorithm*, Scandinavian Journal of Statistics 35, 2008 (SQUAREM).

mod copies;
mod cross_validation;
mod fit;
mod parameters;
mod step;

pub use cross_validation::{CrossValidation, cross_validate};
pub use fit::{Admixture, fit, fit_supervised, project};
pub use parameters::AdmixtureParameters;
