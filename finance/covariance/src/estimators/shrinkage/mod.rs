//! Mixtures of the sample covariance and a structured target.

mod constant_correlation;
mod identity;
mod nonlinear;
mod single_factor;

pub(super) use constant_correlation::constant_correlation;
pub(super) use identity::{by_intensity, identity, oracle_approximating};
pub(super) use nonlinear::nonlinear;
pub(super) use single_factor::single_factor;

use super::Parameters;
use nalgebra::DMatrix;

/// `δ · target + (1 - δ) · sample`.
fn mixture(
    sample: &DMatrix<f64>,
    target: &DMatrix<f64>,
    intensity: f64,
    number: f64,
) -> (DMatrix<f64>, Parameters) {
    let matrix = target * intensity + sample * (1.0 - intensity);
    (matrix, Parameters::Shrinkage { intensity, target: number })
}
