//! The generalised least squares problem behind OLS, WLS and MinT.

use super::Hierarchy;
use crate::EvaluationError;
use nalgebra::{DMatrix, DVector};

/// The normal equations of min (y − Sb)ᵀ W⁻¹ (y − Sb): A = Sᵀ W⁻¹ S and SᵀW⁻¹.
pub(super) struct Normal {
    pub(super) matrix: DMatrix<f64>,
    pub(super) sides: DMatrix<f64>,
}

impl Normal {
    pub(super) fn new(hierarchy: &Hierarchy, w: &DMatrix<f64>) -> Result<Self, EvaluationError> {
        let rows = hierarchy.rows();
        // Both sides of the problem scale alike, and Cholesky likes numbers near one.
        let scale = w.diagonal().amax();
        let singular = EvaluationError::Singular {
            what: "the covariance of the base forecasts' errors",
            advice: "take the shrinkage estimate, or give more residuals than rows",
        };
        if !(scale > 0.0 && scale.is_finite()) {
            return Err(singular);
        }
        let Some(factor) = (w / scale).cholesky() else { return Err(singular) };
        let diagonal = factor.l_dirty().diagonal();
        if diagonal.min() < 1e-8 * diagonal.max() / (rows as f64) {
            return Err(singular);
        }
        let summing = hierarchy.summing_matrix();
        let sides = factor.solve(&summing).transpose();
        Ok(Self { matrix: &sides * summing, sides })
    }

    /// The bottom rows for each column of base forecasts.
    pub(super) fn solve(&self, base: &DMatrix<f64>) -> Result<DMatrix<f64>, EvaluationError> {
        let factor = self.matrix.clone().cholesky().ok_or(EvaluationError::Singular {
            what: "the reconciliation",
            advice: "take structural weights",
        })?;
        let right = &self.sides * base;
        let mut bottom = factor.solve(&right);
        // One step of refinement brings the last digits.
        let rest = right - &self.matrix * &bottom;
        bottom += factor.solve(&rest);
        Ok(bottom)
    }

    /// The right-hand side of one column.
    pub(super) fn side(&self, base: &DVector<f64>) -> DVector<f64> {
        &self.sides * base
    }
}
