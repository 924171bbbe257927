//! Any estimator, annualised, named and inspected.

use super::{
    Method, Parameters, denoising, exponential, factor, gerber, sample, semicovariance, shrinkage,
};
use crate::expected_returns::check_periods;
use crate::matrix::Spectrum;
use crate::{Covariance, CovarianceError, Returns, Warning};
use serde::Serialize;

/// From here on a condition number is worth a warning: half of the digits of a solution are lost.
const ILL_CONDITIONED: f64 = 1e8;

/// A covariance per year, with what it was made by and how sound it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimator.
    #[serde(flatten)]
    pub method: Method,
    /// The covariance per year.
    pub covariance: Covariance,
    /// What the estimator found beside it.
    pub parameters: Parameters,
    /// How many periods a year has.
    pub periods_per_year: f64,
    /// How many rows it was estimated from.
    pub observations: usize,
    /// The extreme eigenvalues.
    pub spectrum: Spectrum,
    /// What is worth knowing.
    pub warnings: Vec<Warning>,
}

/// Estimates a covariance per year.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Returns, estimators::{Method, estimate}};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let returns = Returns::new(names, dmatrix![0.01, 0.02; -0.01, 0.0; 0.03, 0.01])?;
/// let sample = estimate(&returns, &Method::Sample { ddof: 1 }, 252.0)?;
/// assert!((sample.covariance.matrix()[(0, 0)] - 0.0004 * 252.0).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If a parameter is outside its range, there is too little data for the method, or a variance of
/// the estimate is not positive (as the semicovariance of an asset that never falls short).
pub fn estimate(
    returns: &Returns,
    method: &Method,
    periods_per_year: f64,
) -> Result<Estimate, CovarianceError> {
    check_periods(periods_per_year)?;
    let (matrix, parameters) = match method {
        Method::Sample { ddof } => sample::sample(returns, *ddof)?,
        Method::Exponential { span } => exponential::exponential(returns, *span)?,
        Method::RiskMetrics { decay } => exponential::risk_metrics(returns, *decay)?,
        Method::Semicovariance { benchmark } => {
            semicovariance::semicovariance(returns, *benchmark)?
        }
        Method::LedoitWolfIdentity => shrinkage::identity(returns),
        Method::LedoitWolfSingleFactor => shrinkage::single_factor(returns),
        Method::LedoitWolfConstantCorrelation => shrinkage::constant_correlation(returns)?,
        Method::OracleApproximating => shrinkage::oracle_approximating(returns),
        Method::ShrunkIdentity { intensity } => shrinkage::by_intensity(returns, *intensity)?,
        Method::LedoitWolfNonlinear => shrinkage::nonlinear(returns)?,
        Method::Denoised { noise, detone } => denoising::denoised(returns, *noise, *detone)?,
        Method::Gerber { threshold, statistic } => gerber::gerber(returns, *threshold, *statistic)?,
        Method::StatisticalFactors { factors } => {
            let model = statistical(returns, *factors)?;
            (model.0, model.1)
        }
    };
    let covariance = Covariance::new(returns.names().to_vec(), matrix * periods_per_year)?;
    let spectrum = covariance.spectrum();
    let mut warnings = returns.warnings();
    if spectrum.condition_number > ILL_CONDITIONED {
        warnings.push(Warning::IllConditioned {
            min_eigenvalue: spectrum.min_eigenvalue,
            condition_number: spectrum.condition_number,
        });
    }
    if let Parameters::Denoised { noise_variance: variance, fit_error: Some(_), .. } = parameters
        && variance >= denoising::GREATEST_VARIANCE - 1e-6
    {
        let eigenvalues = returns.assets();
        warnings.push(Warning::NoiseFitAtBound { variance, eigenvalues });
    }
    Ok(Estimate {
        method: method.clone(),
        covariance,
        parameters: parameters.annualised(periods_per_year, method),
        periods_per_year,
        observations: returns.observations(),
        spectrum,
        warnings,
    })
}

fn statistical(
    returns: &Returns,
    factors: Option<usize>,
) -> Result<(nalgebra::DMatrix<f64>, Parameters), CovarianceError> {
    let model = factor::statistical_factors(returns, factors, 1.0)?;
    let parameters =
        Parameters::Factors { factors: model.loadings.ncols(), explained: model.explained };
    Ok((model.covariance.matrix().clone(), parameters))
}

impl Parameters {
    /// Targets that are variances become yearly with the matrix.
    fn annualised(self, periods_per_year: f64, method: &Method) -> Self {
        match self {
            Self::Shrinkage { intensity, target }
                if *method != Method::LedoitWolfConstantCorrelation =>
            {
                Self::Shrinkage { intensity, target: target * periods_per_year }
            }
            other => other,
        }
    }
}
