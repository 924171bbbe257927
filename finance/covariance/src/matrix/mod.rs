//! Symmetric matrices: correlations, spectra, and the nearest that is positive semidefinite.

mod correlation;
mod nearest;
mod rows;
mod spectrum;
mod symmetric_eigen;

pub use correlation::{correlation, rescaled};
pub use nearest::{Nearest, nearest_covariance, nearest_positive_semidefinite};
pub(crate) use rows::{finite_or_null, serialize_rows};
pub use spectrum::{Spectrum, descending_eigen};
