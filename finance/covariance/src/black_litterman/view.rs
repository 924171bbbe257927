//! What someone believes about returns.

use crate::CovarianceError;
use nalgebra::DMatrix;
use serde::Serialize;

/// A belief about the yearly return of a combination of assets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Assets by name with their weights in the combination.
    pub weights: Vec<(String, f64)>,
    /// The return believed.
    pub expected_return: f64,
}

impl View {
    /// `asset` returns `expected_return`.
    #[must_use]
    pub fn absolute(asset: &str, expected_return: f64) -> Self {
        Self { weights: vec![(asset.to_string(), 1.0)], expected_return }
    }

    /// `better` returns `difference` more than `worse`.
    #[must_use]
    pub fn relative(better: &str, worse: &str, difference: f64) -> Self {
        let weights = vec![(better.to_string(), 1.0), (worse.to_string(), -1.0)];
        Self { weights, expected_return: difference }
    }
}

/// The weights of the views as rows, `[views, assets]`.
pub(super) fn picking_matrix(
    views: &[View],
    names: &[String],
) -> Result<DMatrix<f64>, CovarianceError> {
    let mut picking = DMatrix::zeros(views.len(), names.len());
    for (k, view) in views.iter().enumerate() {
        for (name, weight) in &view.weights {
            let column = names.iter().position(|n| n == name).ok_or_else(|| {
                CovarianceError::UnknownAsset {
                    what: format!("view {}", k + 1),
                    name: name.clone(),
                    known: names.to_vec(),
                }
            })?;
            picking[(k, column)] += weight;
        }
        let reason = if !view.expected_return.is_finite() {
            "the expected return is not a finite number"
        } else if picking.row(k).iter().any(|w: &f64| !w.is_finite()) {
            "a weight is not a finite number"
        } else if picking.row(k).iter().all(|w| *w == 0.0) {
            "all weights are zero or cancel; name at least one asset"
        } else {
            continue;
        };
        return Err(CovarianceError::View { view: k + 1, reason });
    }
    Ok(picking)
}
