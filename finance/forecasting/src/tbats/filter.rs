use super::box_cox;
use super::model::{TbatsModel, TbatsParameters};
use super::structure::Structure;

/// One pass over a series.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    /// One-step forecasts on the transformed scale, `[observations]`.
    pub(super) forecasts: Vec<f64>,
    /// Transformed values less these, `[observations]`.
    pub(super) errors: Vec<f64>,
    /// Sum of squared errors.
    pub(super) squares: f64,
    /// The state after the last observation.
    pub(super) state: Vec<f64>,
    /// The disturbances of the structure, of which the errors are what is new, `[observations]`.
    pub(super) disturbances: Vec<f64>,
}

/// Runs the model over transformed values.
pub(super) fn filter(
    transformed: &[f64],
    model: &TbatsModel,
    parameters: &TbatsParameters,
) -> Filter {
    let structure = Structure::new(model, parameters);
    let mut state = parameters.seeds.clone();
    let n = transformed.len();
    let (mut disturbances, mut errors) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut forecasts = Vec::with_capacity(n);
    let mut squares = 0.0;
    for value in transformed {
        let said = structure.value(&state);
        let expected = expectation(&parameters.ar, &parameters.ma, &disturbances, &errors);
        let disturbance = value - said;
        let error = disturbance - expected;
        structure.advance(&mut state, disturbance);
        forecasts.push(said + expected);
        disturbances.push(disturbance);
        errors.push(error);
        squares += error * error;
    }
    Filter { forecasts, errors, squares, state, disturbances }
}

/// What an ARMA process expects of its next disturbance, with zeros before the first.
pub(super) fn expectation(ar: &[f64], ma: &[f64], disturbances: &[f64], errors: &[f64]) -> f64 {
    let by_values: f64 = ar.iter().zip(disturbances.iter().rev()).map(|(c, d)| c * d).sum();
    let by_errors: f64 = ma.iter().zip(errors.iter().rev()).map(|(c, e)| c * e).sum();
    by_values + by_errors
}

/// The series on the model's scale, and the sum of logarithms that its Jacobian needs.
pub(super) fn transformed(series: &[f64], lambda: Option<f64>) -> Vec<f64> {
    match lambda {
        Some(lambda) => series.iter().map(|&value| box_cox::forth(value, lambda)).collect(),
        None => series.to_vec(),
    }
}

/// Twice the negative log-likelihood without constants, on the scale of the series: the sum of squares and
/// the Jacobian of the power (De Livera, Hyndman, Snyder 2011, section 3). `logarithms` is the sum of
/// the series' logarithms, `least` a sum of squares that is rounding alone.
pub(super) fn deviance(
    squares: f64,
    count: usize,
    lambda: Option<f64>,
    logarithms: f64,
    least: f64,
) -> f64 {
    let jacobian = lambda.map_or(0.0, |lambda| 2.0 * (lambda - 1.0) * logarithms);
    count as f64 * (squares + least).ln() - jacobian
}
