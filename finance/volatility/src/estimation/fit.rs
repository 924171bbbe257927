use super::constraints::Constraints;
use super::sequential_programming::{Minimum, Objective, minimise};
use super::starting_values::starting_points;
use super::{Likelihood, Workspace, standard_errors};
use crate::{FittedModel, Specification, Variance, VolatilityError};
use nalgebra::DMatrix;
use serde::Serialize;

/// Which standard errors a fit computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardErrors {
    /// Right even if the innovations are not of the assumed law (Bollerslev and Wooldridge, 1992).
    #[default]
    Robust,
    /// From the curvature of the likelihood alone.
    Classic,
    /// None, for speed.
    Omitted,
}

/// How a fit searches and what it reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FitOptions {
    /// Which standard errors.
    pub standard_errors: StandardErrors,
    /// Where to start instead of the grid; in the order of
    /// [`Specification::parameter_names`].
    pub starting_values: Option<Vec<f64>>,
    /// From how many of the best points of the grid to search; none for 1 with at most one lag of
    /// each kind and 2 with more. A further point is tried anyway
    /// when a search does not converge.
    pub starts: Option<usize>,
}

/// Fits a model to returns by maximum likelihood.
///
/// Conventions are those of the Python package arch 8: the first `held_back` returns are lags only,
/// the variance before the first day is a weighted mean of the first 75 squared residuals, and the
/// parameter space is the same, so that likelihoods and parameters agree. Returns in per cent
/// condition the search best, though any unit works.
///
/// ```
/// use neuron_volatility::{FitOptions, Specification, fit, simulate};
/// let synthetic = simulate(&Specification::garch(), &[0.05, 0.05, 0.1, 0.85], 1500, 7)?;
/// let model = fit(&Specification::garch(), &synthetic.returns, &FitOptions::default())?;
/// assert!(model.converged);
/// assert_eq!(model.estimates[3].name, "beta[1]");
/// assert!((model.estimates[3].value - 0.85).abs() < 0.1);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
///
/// # Errors
///
/// [`VolatilityError`] for returns that are too short, constant or not finite, a specification that
/// is no model, collinear lags, or starting values outside the parameter space.
pub fn fit(
    specification: &Specification,
    returns: &[f64],
    options: &FitOptions,
) -> Result<FittedModel, VolatilityError> {
    check(specification, returns)?;
    let likelihood = Likelihood::new(specification, returns)?;
    let mut lanes = Workspace::several(&likelihood);
    let n = likelihood.observations() as f64;
    let second = likelihood.start_residuals.iter().map(|e| e * e).sum::<f64>() / n;
    let variance = crate::series::variance(&likelihood.start_residuals);
    let constraints = Constraints::new(specification, second, variance);
    let best = match &options.starting_values {
        Some(start) => {
            specification.check_parameters(start)?;
            constraints.check(specification, start)?;
            search(&likelihood, start.clone(), &constraints, &mut lanes)
        }
        None => search_all(&likelihood, options, &constraints, &mut lanes),
    };
    let covariance = match options.standard_errors {
        StandardErrors::Omitted => None,
        kind => {
            let robust = kind == StandardErrors::Robust;
            let (x, hessian) = (&best.x, &best.hessian);
            standard_errors::covariance(&likelihood, x, hessian, robust, &mut lanes)
        }
    };
    let search = (best.converged, best.iterations);
    FittedModel::new(&likelihood, returns, &best.x, covariance, search, &mut lanes[0])
}

/// Evaluates a model at given parameters, without a search and without standard errors.
///
/// # Errors
///
/// [`VolatilityError`] as [`fit`], or for parameters that are too few or too many or make a variance
/// negative.
pub fn fix(
    specification: &Specification,
    returns: &[f64],
    parameters: &[f64],
) -> Result<FittedModel, VolatilityError> {
    check(specification, returns)?;
    specification.check_parameters(parameters)?;
    let likelihood = Likelihood::new(specification, returns)?;
    let mut buffers = Workspace::new(likelihood.observations());
    FittedModel::new(&likelihood, returns, parameters, None, (true, 0), &mut buffers)
}

fn check(specification: &Specification, returns: &[f64]) -> Result<(), VolatilityError> {
    specification.check()?;
    let needed = specification.mean.held_back() + (5 * specification.parameters()).max(30);
    crate::series::at_least("returns", returns, needed, specification.to_string())?;
    crate::series::finite("returns", returns)?;
    crate::series::varies("returns", returns)
}

fn search_all(
    likelihood: &Likelihood,
    options: &FitOptions,
    constraints: &Constraints,
    lanes: &mut [Workspace],
) -> Minimum {
    let wanted = options.starts.unwrap_or(match likelihood.specification.variance {
        Variance::Garch { p, o, q } | Variance::Egarch { p, o, q } if p.max(o).max(q) > 1 => 2,
        _ => 1,
    });
    let wanted = wanted.max(1);
    let mut best: Option<Minimum> = None;
    for (i, mut start) in starting_points(likelihood, lanes, wanted + 1).into_iter().enumerate() {
        if i >= wanted && best.as_ref().is_some_and(|best| best.converged) {
            break;
        }
        constraints.clip(&mut start);
        let found = search(likelihood, start, constraints, lanes);
        let better = best.as_ref().is_none_or(|best| {
            let ahead = found.value < best.value - 1e-9 * best.value.abs();
            ahead || (found.converged && !best.converged && found.value <= best.value + 1e-6)
        });
        if better {
            best = Some(found);
        }
    }
    // The grid always has a point, so the loop ran.
    best.expect("a grid of starting points is never empty")
}

struct NegativeLikelihood<'a> {
    likelihood: &'a Likelihood,
    lanes: &'a mut [Workspace],
}

impl Objective for NegativeLikelihood<'_> {
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let value = self.likelihood.gradient(x, &mut self.lanes[0], gradient);
        gradient.iter_mut().for_each(|value| *value = -*value);
        -value
    }

    fn gradients(&mut self, points: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut gradients: Vec<Vec<f64>> = points.iter().map(|x| vec![0.0; x.len()]).collect();
        let width = self.lanes.len();
        for (points, gradients) in points.chunks(width).zip(gradients.chunks_mut(width)) {
            self.likelihood.gradients(points, &mut self.lanes[..points.len()], gradients);
        }
        gradients.iter_mut().flatten().for_each(|value| *value = -*value);
        gradients
    }

    fn expected_hessian(&mut self, x: &[f64]) -> Option<DMatrix<f64>> {
        self.likelihood.expected_hessian(x, &mut self.lanes[0])
    }
}

fn search(
    likelihood: &Likelihood,
    start: Vec<f64>,
    constraints: &Constraints,
    lanes: &mut [Workspace],
) -> Minimum {
    let scale = likelihood.scale(&start);
    let mut objective = NegativeLikelihood { likelihood, lanes };
    if start.is_empty() {
        let value = objective.gradient(&[], &mut []);
        let hessian = DMatrix::zeros(0, 0);
        return Minimum { x: start, value, iterations: 0, converged: true, hessian };
    }
    let mut found = minimise(&mut objective, start, &scale, constraints);
    // A step to a bound ends a rounding error beside it.
    constraints.clip(&mut found.x);
    found
}
