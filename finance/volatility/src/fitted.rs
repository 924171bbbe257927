use crate::estimation::{Likelihood, Workspace};
use crate::{InnovationLaw, Specification, Variance, VolatilityError};
use nalgebra::DMatrix;
use serde::Serialize;
use statrs::function::erf::erfc;

/// An estimated parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Its name, such as `alpha[1]`.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its standard error; none if not asked for or if the Hessian is singular.
    pub standard_error: Option<f64>,
    /// Two-sided p-value of the hypothesis that it is 0, from the normal law.
    pub p_value: Option<f64>,
}

/// A model with its parameters, what it says about the returns it was fitted to, and the state from
/// which it forecasts.
#[derive(Clone, Debug, Serialize)]
pub struct FittedModel {
    /// The model.
    pub specification: Specification,
    /// Parameters in the order of [`Specification::parameter_names`].
    pub estimates: Vec<Estimate>,
    /// Log-likelihood at the parameters.
    pub log_likelihood: f64,
    /// Akaike's criterion, `-2 L + 2 k`.
    pub aic: f64,
    /// Schwarz's criterion, `-2 L + k ln n`.
    pub bic: f64,
    /// Returns explained: all but those held back as lags.
    pub observations: usize,
    /// Share of a shock to the variance that is left a step later, with the innovations' own law;
    /// none for a constant variance.
    pub persistence: Option<f64>,
    /// The variance to which forecasts go; none if the persistence is 1 or more, or for EGARCH.
    pub unconditional_variance: Option<f64>,
    /// Whether the search ended at a point where no step helps. Where it is not, with EGARCH on
    /// returns of a calm time for instance, the variance hardly forgets its start and the
    /// likelihood has many peaks: forecasts of such a fit deserve no trust.
    pub converged: bool,
    /// Steps of the search.
    pub iterations: usize,
    /// `[observations]`, in the unit of the returns.
    pub conditional_volatility: Vec<f64>,
    /// `[observations]`, return less mean.
    pub residuals: Vec<f64>,
    /// `[observations]`, residual by volatility.
    pub standardised_residuals: Vec<f64>,
    /// The law of the innovations.
    pub law: InnovationLaw,
    /// Covariance of the estimates, `[k, k]`.
    #[serde(skip)]
    pub covariance: Option<DMatrix<f64>>,
    /// The last returns that the mean needs, oldest first.
    #[serde(skip)]
    pub(crate) last_returns: Vec<f64>,
}

impl FittedModel {
    pub(crate) fn new(
        likelihood: &Likelihood,
        returns: &[f64],
        parameters: &[f64],
        covariance: Option<DMatrix<f64>>,
        (converged, iterations): (bool, usize),
        buffers: &mut Workspace,
    ) -> Result<Self, VolatilityError> {
        let log_likelihood = likelihood.value(parameters, buffers);
        if !log_likelihood.is_finite() {
            return Err(VolatilityError::Undefined {
                statistic: "log-likelihood",
                reason: "the parameters give a variance that is not positive",
            });
        }
        let specification = likelihood.specification.clone();
        let observations = likelihood.observations();
        let k = parameters.len() as f64;
        let law = likelihood.law(parameters);
        let persistence = persistence(&specification, parameters, &law);
        let volatility: Vec<f64> = buffers.v.iter().map(|v| v.sqrt()).collect();
        let held = specification.mean.held_back();
        Ok(Self {
            estimates: estimates(&specification, parameters, covariance.as_ref()),
            log_likelihood,
            aic: -2.0 * log_likelihood + 2.0 * k,
            bic: -2.0 * log_likelihood + k * (observations as f64).ln(),
            observations,
            unconditional_variance: unconditional(&specification, parameters, persistence),
            persistence,
            converged,
            iterations,
            standardised_residuals: buffers.e.iter().zip(&volatility).map(|(e, s)| e / s).collect(),
            residuals: buffers.e.clone(),
            conditional_volatility: volatility,
            law,
            covariance,
            last_returns: returns[returns.len() - held..].to_vec(),
            specification,
        })
    }

    /// The parameters alone, in the order of [`Specification::parameter_names`].
    #[must_use]
    pub fn parameters(&self) -> Vec<f64> {
        self.estimates.iter().map(|estimate| estimate.value).collect()
    }

    /// The value of a parameter by name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<f64> {
        self.estimates.iter().find(|estimate| estimate.name == name).map(|found| found.value)
    }
}

fn estimates(
    specification: &Specification,
    parameters: &[f64],
    covariance: Option<&DMatrix<f64>>,
) -> Vec<Estimate> {
    let names = specification.parameter_names().into_iter().enumerate();
    names
        .zip(parameters)
        .map(|((i, name), value)| {
            let variance = covariance.map(|matrix| matrix[(i, i)]);
            let standard_error = variance.filter(|v| v.is_finite() && *v > 0.0).map(f64::sqrt);
            let p_value =
                standard_error.map(|error| erfc((value / error).abs() / std::f64::consts::SQRT_2));
            Estimate { name, value: *value, standard_error, p_value }
        })
        .collect()
}

fn persistence(
    specification: &Specification,
    parameters: &[f64],
    law: &InnovationLaw,
) -> Option<f64> {
    let (_, variance, _) = specification.split(parameters);
    let assumed = specification.variance.persistence(variance)?;
    match specification.variance {
        Variance::Garch { p, o, .. } if o > 0 => {
            let asymmetry: f64 = variance[1 + p..1 + p + o].iter().sum();
            Some(assumed + (law.lower_second_moment() - 0.5) * asymmetry)
        }
        _ => Some(assumed),
    }
}

fn unconditional(
    specification: &Specification,
    parameters: &[f64],
    persistence: Option<f64>,
) -> Option<f64> {
    let (_, variance, _) = specification.split(parameters);
    match specification.variance {
        Variance::Constant => Some(variance[0]),
        Variance::Garch { .. } => persistence
            // A fit can end on the bound, to rounding.
            .filter(|persistence| *persistence < 1.0 - 1e-9)
            .map(|persistence| variance[0] / (1.0 - persistence)),
        Variance::Ewma { .. } | Variance::Egarch { .. } => None,
    }
}
