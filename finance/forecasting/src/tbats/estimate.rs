use super::filter::{deviance, filter, transformed};
use super::free::{from_free, to_free};
use super::model::{TbatsModel, TbatsParameters, TbatsTrend};
use super::seeds::least_squares_seeds;
use crate::optimise::Bfgs;

/// Half the width of the differences that give a gradient.
const WIDTH: f64 = 1e-5;

/// What all fits to one series share.
#[derive(Debug)]
pub(super) struct Data<'a> {
    pub(super) series: &'a [f64],
    /// Sum of logarithms; only of use where all values are above 0.
    pub(super) logarithms: f64,
    pub(super) positive: bool,
    spread: f64,
}

impl<'a> Data<'a> {
    pub(super) fn new(series: &'a [f64]) -> Self {
        let n = series.len() as f64;
        let positive = series.iter().all(|&value| value > 0.0);
        let mean = series.iter().sum::<f64>() / n;
        Self {
            series,
            logarithms: if positive { series.iter().map(|value| value.ln()).sum() } else { 0.0 },
            positive,
            spread: series.iter().map(|value| (value - mean).powi(2)).sum(),
        }
    }

    /// A sum of squares that is rounding alone: it keeps the likelihood of an exact fit finite. On the
    /// transformed scale values are smaller by the geometric mean to the power of 1 less lambda.
    pub(super) fn least(&self, lambda: Option<f64>) -> f64 {
        let mean = self.logarithms / self.series.len() as f64;
        let scale = lambda.map_or(1.0, |lambda| (2.0 * (lambda - 1.0) * mean).exp());
        1e-20 * self.spread * scale
    }

    /// Twice the negative log-likelihood at given parameters.
    pub(super) fn deviance(&self, squares: f64, lambda: Option<f64>) -> f64 {
        deviance(squares, self.series.len(), lambda, self.logarithms, self.least(lambda))
    }
}

/// A model at its greatest likelihood.
#[derive(Debug, Clone)]
pub(super) struct Estimate {
    pub(super) model: TbatsModel,
    pub(super) parameters: TbatsParameters,
    /// Twice the negative log-likelihood, without constants.
    pub(super) deviance: f64,
}

impl Estimate {
    /// Akaike's criterion.
    pub(super) fn aic(&self) -> f64 {
        self.deviance + 2.0 * self.model.parameter_count() as f64
    }
}

/// Estimates all numbers of a model by BFGS. First states follow from the rest by least squares, so that
/// the likelihood is that of the rest alone; at its maximum in the first states, its gradient is that
/// with the first states held. `None` where there are too few observations or no start is feasible.
pub(super) fn estimate(
    data: &Data<'_>,
    model: &TbatsModel,
    near: Option<&TbatsParameters>,
) -> Option<Estimate> {
    if data.series.len() < model.parameter_count() + 2 || (model.box_cox && !data.positive) {
        return None;
    }
    // Weights that suited other components may not be forecastable with these.
    let near = near.map(|near| adapted(model, near));
    let starts = match near.filter(|free| concentrated(data, model, free).is_some()) {
        Some(near) => vec![near],
        None => starts(model),
    };
    let mut best: Option<(f64, Vec<f64>)> = None;
    for start in starts {
        let optimiser = Bfgs { iterations: 100, tolerance: 1e-7, longest_step: 1.0 };
        let found =
            optimiser.minimise(|free, slope| value_and_slope(data, model, free, slope), &start);
        if found.value.is_finite() && best.as_ref().is_none_or(|(value, _)| found.value < *value) {
            best = Some((found.value, found.point));
        }
    }
    let (_, free) = best?;
    let (parameters, deviance) = concentrated(data, model, &free)?;
    Some(Estimate { model: model.clone(), parameters, deviance })
}

/// Parameters with their best first states, and the deviance there.
fn concentrated(
    data: &Data<'_>,
    model: &TbatsModel,
    free: &[f64],
) -> Option<(TbatsParameters, f64)> {
    let mut parameters = from_free(model, free);
    let values = transformed(data.series, parameters.lambda);
    parameters.seeds = least_squares_seeds(&values, model, &parameters)?;
    let squares = filter(&values, model, &parameters).squares;
    let value = data.deviance(squares, parameters.lambda);
    value.is_finite().then_some((parameters, value))
}

fn value_and_slope(data: &Data<'_>, model: &TbatsModel, free: &[f64], slope: &mut [f64]) -> f64 {
    let Some((parameters, value)) = concentrated(data, model, free) else { return f64::INFINITY };
    let mut moved = free.to_vec();
    let mut unchanged = transformed(data.series, parameters.lambda);
    for (at, partial) in slope.iter_mut().enumerate() {
        let mut side = |width: f64| {
            moved[at] = free[at] + width;
            let there =
                TbatsParameters { seeds: parameters.seeds.clone(), ..from_free(model, &moved) };
            // Only the first number is the power.
            if model.box_cox && at == 0 {
                unchanged = transformed(data.series, there.lambda);
            }
            data.deviance(filter(&unchanged, model, &there).squares, there.lambda)
        };
        let (above, below) = (side(WIDTH), side(-WIDTH));
        moved[at] = free[at];
        if model.box_cox && at == 0 {
            unchanged = transformed(data.series, parameters.lambda);
        }
        let central = (above - below) / (2.0 * WIDTH);
        *partial = if central.is_finite() { central } else { 0.0 };
    }
    value
}

/// Where the search for the greatest likelihood begins: the likelihood can have several maxima.
fn starts(model: &TbatsModel) -> Vec<Vec<f64>> {
    let at = |alpha: f64, beta: f64, gamma: f64| {
        let parameters = TbatsParameters {
            lambda: model.box_cox.then_some(0.5),
            alpha,
            beta: if model.trend == TbatsTrend::None { 0.0 } else { beta },
            phi: if model.trend == TbatsTrend::Damped { 0.98 } else { 1.0 },
            gamma: vec![(gamma, gamma); model.seasons.len()],
            ar: vec![0.0; model.p],
            ma: vec![0.0; model.q],
            seeds: Vec::new(),
        };
        to_free(model, &parameters)
    };
    vec![at(0.09, 1e-3, 1e-3), at(0.6, 1e-2, 1e-3), at(0.01, 1e-5, 1e-6)]
}

/// A start of one model from the numbers of another one.
fn adapted(model: &TbatsModel, near: &TbatsParameters) -> Vec<f64> {
    let filled = |known: &[f64], count: usize| {
        known.iter().copied().chain(std::iter::repeat(0.0)).take(count).collect::<Vec<f64>>()
    };
    let gammas = near.gamma.iter().copied().chain(std::iter::repeat((1e-4, 1e-4)));
    let parameters = TbatsParameters {
        lambda: model.box_cox.then(|| near.lambda.unwrap_or(0.5)),
        alpha: near.alpha,
        beta: if model.trend == TbatsTrend::None { 0.0 } else { near.beta },
        phi: match model.trend {
            TbatsTrend::Damped if near.phi < 1.0 => near.phi,
            TbatsTrend::Damped => 0.98,
            _ => 1.0,
        },
        gamma: gammas.take(model.seasons.len()).collect(),
        ar: filled(&near.ar, model.p),
        ma: filled(&near.ma, model.q),
        seeds: Vec::new(),
    };
    to_free(model, &parameters)
}
