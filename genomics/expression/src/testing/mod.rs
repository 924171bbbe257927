//! Tests of coefficients, and what becomes of their p-values.

mod adjustment;
mod contrast;
mod cooks;
mod filtering;
mod hypothesis;
mod results;

pub use adjustment::benjamini_hochberg;
pub use contrast::Contrast;
pub(crate) use contrast::Resolved;
pub(crate) use cooks::{CooksDistances, cooks_distances, cutoff};
pub use filtering::IndependentFiltering;
pub(crate) use filtering::filter_and_adjust;
pub use hypothesis::Hypothesis;
pub use results::{GeneResult, ResultOptions, Results, TestKind};
