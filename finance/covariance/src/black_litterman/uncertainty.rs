//! How far views may be wrong.

use crate::CovarianceError;
use crate::matrix::serialize_rows;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// Where the variance Ω of the views' errors comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uncertainty {
    /// `diag(τ P Σ Pᵀ)`: G. He and R. Litterman, *The intuition behind Black-Litterman model
    /// portfolios* (1999).
    Proportional,
    /// A confidence from 0 to 1 for each view: `τ P Σ Pᵀ (1 - c) / c`. T. Idzorek, *A step-by-step
    /// guide to the Black-Litterman model* (2005), in the closed form of J. Walters, *The
    /// Black-Litterman model in detail* (2014). A view of confidence 0 has no effect at all.
    Confidences(Vec<f64>),
    /// The variance of each view's error.
    Variances(Vec<f64>),
    /// The whole matrix, `[views, views]`.
    #[serde(serialize_with = "serialize_rows")]
    Given(DMatrix<f64>),
}

impl Uncertainty {
    /// The views that have any effect, and Ω for them.
    ///
    /// `prior_variances` holds `diag(τ P Σ Pᵀ)`.
    pub(super) fn resolve(
        &self,
        prior_variances: &DVector<f64>,
    ) -> Result<(Vec<usize>, DMatrix<f64>), CovarianceError> {
        let views = prior_variances.len();
        let all: Vec<usize> = (0..views).collect();
        match self {
            Self::Proportional => Ok((all, DMatrix::from_diagonal(prior_variances))),
            Self::Variances(variances) => {
                check_count(variances.len(), views, "the list of the views' variances")?;
                if let Some(&value) = variances.iter().find(|v| !(**v >= 0.0 && v.is_finite())) {
                    let expected = "a finite number of at least 0";
                    return Err(CovarianceError::Parameter {
                        name: "variance of a view",
                        value,
                        expected,
                    });
                }
                Ok((all, DMatrix::from_diagonal(&DVector::from_row_slice(variances))))
            }
            Self::Confidences(confidences) => {
                check_count(confidences.len(), views, "the list of the views' confidences")?;
                if let Some(&value) = confidences.iter().find(|c| !(0.0..=1.0).contains(*c)) {
                    let expected = "at least 0 and at most 1";
                    return Err(CovarianceError::Parameter {
                        name: "confidence of a view",
                        value,
                        expected,
                    });
                }
                let used: Vec<usize> = all.into_iter().filter(|&k| confidences[k] > 0.0).collect();
                let variances = used
                    .iter()
                    .map(|&k| prior_variances[k] * (1.0 - confidences[k]) / confidences[k]);
                let variances = DVector::from_iterator(used.len(), variances);
                Ok((used, DMatrix::from_diagonal(&variances)))
            }
            Self::Given(matrix) => {
                check_count(matrix.nrows(), views, "a column of the views' uncertainty")?;
                check_count(matrix.ncols(), views, "a row of the views' uncertainty")?;
                if let Some(&value) = matrix.iter().find(|v| !v.is_finite()) {
                    let expected = "finite numbers";
                    return Err(CovarianceError::Parameter {
                        name: "uncertainty of views",
                        value,
                        expected,
                    });
                }
                Ok((all, matrix.clone()))
            }
        }
    }
}

fn check_count(found: usize, expected: usize, what: &str) -> Result<(), CovarianceError> {
    if found == expected {
        return Ok(());
    }
    Err(CovarianceError::Size { what: what.to_string(), expected, found })
}
