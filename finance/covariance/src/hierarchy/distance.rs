//! How far two assets are apart.

use crate::Covariance;
use nalgebra::DMatrix;

/// `√((1 - ρ) / 2)`, `[assets, assets]`: 0 for assets that move as one, 1 for opposite ones.
///
/// R. N. Mantegna, *Hierarchical structure in financial markets*, European Physical Journal B 11
/// (1999), up to a factor of two; a metric.
#[must_use]
pub fn correlation_distance(covariance: &Covariance) -> DMatrix<f64> {
    covariance.correlation().map(|c| (0.5 * (1.0 - c)).clamp(0.0, 1.0).sqrt())
}
