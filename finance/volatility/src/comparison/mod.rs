//! Is one forecast better than another, or is it luck?

mod confidence_set;
mod diebold_mariano;
mod long_run_variance;

pub use confidence_set::{
    ConfidenceSet, ConfidenceSetOptions, ModelStanding, model_confidence_set,
};
pub use diebold_mariano::{DieboldMariano, diebold_mariano};
pub use long_run_variance::LongRunVariance;
