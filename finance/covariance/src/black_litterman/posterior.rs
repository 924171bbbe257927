//! The prior and the views together.

use super::{Prior, Uncertainty, View, prior::check_risk_aversion, view::picking_matrix};
use crate::matrix::serialize_rows;
use crate::{Covariance, CovarianceError};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// What is expected after the views.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posterior {
    /// The expected returns per year before the views, `[assets]`.
    pub prior: Vec<f64>,
    /// The expected returns per year after them, `[assets]`.
    pub expected_returns: Vec<f64>,
    /// `Σ + M`, M being the posterior variance of the expected returns.
    pub covariance: Covariance,
    /// Ω of the views that have an effect, `[views, views]`.
    #[serde(serialize_with = "serialize_rows")]
    pub uncertainty: DMatrix<f64>,
    /// The share of Σ that the prior's own variance is.
    pub tau: f64,
}

/// Expected returns and covariance from a prior and views:
/// `μ = π + τΣPᵀ (PτΣPᵀ + Ω)⁻¹ (q - Pπ)` and `Σ + τΣ - τΣPᵀ (PτΣPᵀ + Ω)⁻¹ PτΣ`.
///
/// `tau` is above 0 and at most 1; 0.05 is usual.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::Covariance;
/// use neuron_covariance::black_litterman::{Prior, Uncertainty, View, posterior};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, dmatrix![0.04, 0.0; 0.0, 0.09])?;
/// let prior = Prior::Given(vec![0.05, 0.08]);
/// let views = [View::absolute("A", 0.09)];
/// // The prior and the view are equally sure, so the mean lies in the middle.
/// let result = posterior(&covariance, &prior, &views, &Uncertainty::Proportional, 0.05)?;
/// assert!((result.expected_returns[0] - 0.07).abs() < 1e-15);
/// assert_eq!(result.expected_returns[1], 0.08);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the prior or a view does not fit the assets, `tau` or the uncertainty is out of range, or views
/// without uncertainty depend on each other.
pub fn posterior(
    covariance: &Covariance,
    prior: &Prior,
    views: &[View],
    uncertainty: &Uncertainty,
    tau: f64,
) -> Result<Posterior, CovarianceError> {
    if !(tau > 0.0 && tau <= 1.0) {
        let expected = "more than 0 and at most 1";
        return Err(CovarianceError::Parameter { name: "tau", value: tau, expected });
    }
    let prior = prior.expected_returns(covariance)?;
    let picking = picking_matrix(views, covariance.names())?;
    let spread = covariance.matrix() * tau;
    let prior_variances = (&picking * &spread * picking.transpose()).diagonal();
    let (used, uncertainty) = uncertainty.resolve(&prior_variances)?;
    let picking = picking.select_rows(&used);
    let believed =
        DVector::from_iterator(used.len(), used.iter().map(|&k| views[k].expected_return));

    let start = DVector::from_row_slice(&prior);
    let crossed = &spread * picking.transpose();
    let total = &picking * &crossed + &uncertainty;
    let surprise = believed - &picking * &start;
    let (moved, explained) = if used.is_empty() {
        (DVector::zeros(prior.len()), DMatrix::zeros(prior.len(), prior.len()))
    } else {
        let factor = total.clone().full_piv_lu();
        // The last pivot is the least; rounding alone leaves it at the level of the first's digits.
        let pivots = factor.u().diagonal();
        if pivots.amin() <= 1e-13 * pivots.amax() {
            return Err(CovarianceError::DependentViews);
        }
        let solve =
            |right: &DMatrix<f64>| factor.solve(right).ok_or(CovarianceError::DependentViews);
        let moved = solve(&DMatrix::from_column_slice(used.len(), 1, surprise.as_slice()))?;
        ((&crossed * moved).column(0).into_owned(), &crossed * solve(&crossed.transpose())?)
    };
    let matrix = covariance.matrix() + spread - explained;
    let matrix = (&matrix + matrix.transpose()) * 0.5;
    Ok(Posterior {
        prior,
        expected_returns: (start + moved).iter().copied().collect(),
        covariance: Covariance::new(covariance.names().to_vec(), matrix)?,
        uncertainty,
        tau,
    })
}

impl Posterior {
    /// The unconstrained portfolio that the posterior returns make best under a covariance, scaled to
    /// sum to one: `(δ Σ)⁻¹ μ`. PyPortfolioOpt's `bl_weights` takes the prior covariance.
    ///
    /// # Errors
    ///
    /// If the covariance is of other assets or not positive definite, the risk aversion is not
    /// positive, or the weights sum to zero.
    pub fn weights(
        &self,
        covariance: &Covariance,
        risk_aversion: f64,
    ) -> Result<Vec<f64>, CovarianceError> {
        check_risk_aversion(risk_aversion)?;
        let returns = covariance.check_weights(&self.expected_returns)?;
        let factor = (covariance.matrix() * risk_aversion).cholesky().ok_or_else(|| {
            CovarianceError::NotPositiveDefinite {
                what: "the covariance",
                min_eigenvalue: covariance.spectrum().min_eigenvalue,
            }
        })?;
        let raw = factor.solve(&returns);
        let sum = raw.sum();
        if sum.abs() <= 1e-12 * raw.lp_norm(1) {
            return Err(CovarianceError::WeightsSum { sum, expected: "a sum other than 0" });
        }
        Ok(raw.iter().map(|w| w / sum).collect())
    }
}
