//! One regression of all series of a panel: it learns from every item at once, uses covariates,
//! calendar and metadata, forecasts items without a history, and says why.
//!
//! [`GlobalRegression`] forecasts every step directly from what is known at the origin.

mod change_table;
mod covariate_ensemble;
mod ensemble_explanation;
mod explain;
mod features;
mod forecaster;
mod harmonic;
mod learner;
mod metadata;
mod options;
mod permutation;
mod ridge;
mod seasonal_growth;
mod transform;
mod what_if;

pub use change_table::read_changes;
pub use covariate_ensemble::CovariateEnsemble;
pub use ensemble_explanation::EnsembleExplanation;
pub use explain::{Contribution, Explanation};
pub use forecaster::GlobalRegression;
pub use harmonic::{HarmonicOptions, harmonic_regression};
pub use learner::Learner;
pub use options::{Reference, RegressionOptions};
pub use permutation::Importance;
pub use ridge::Ridge;
pub use seasonal_growth::seasonal_growth;
pub use what_if::{Change, Edit, WhatIf, with_changes};
