use super::conditional::mean_square;
use super::likelihood::{Filter, filter};
use super::order::ArimaOrder;
use super::polynomial::Coefficients;
use crate::optimise::{Bfgs, forward_difference};

/// A model at its greatest likelihood.
#[derive(Debug)]
pub(super) struct Estimate {
    pub(super) order: ArimaOrder,
    pub(super) season: usize,
    pub(super) coefficients: Coefficients,
    /// Variance of the errors.
    pub(super) variance: f64,
    pub(super) log_likelihood: f64,
    /// One-step errors of the differenced series.
    pub(super) innovations: Vec<f64>,
    /// Forecasts of the differenced series' state, less the mean.
    pub(super) state: Vec<f64>,
}

impl Estimate {
    /// Akaike's criterion corrected for small samples.
    pub(super) fn aicc(&self) -> f64 {
        let (k, n) = (self.order.parameter_count() as f64, self.innovations.len() as f64);
        -2.0 * self.log_likelihood + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0)
    }
}

/// The task of estimating one order.
pub(super) struct Maximise {
    pub(super) order: ArimaOrder,
    pub(super) season: usize,
    /// Size of the series before differencing, against which rounding is told from variation.
    pub(super) scale: f64,
}

/// Stops the conditional sum of squares, which is but a start.
const ROUGH: Bfgs = Bfgs { iterations: 30, tolerance: 1e-6, longest_step: 1.0 };
/// Stops the likelihood. Looser is quicker, but then a search accepts orders that would have run onto
/// a unit root.
const PRECISE: Bfgs = Bfgs { iterations: 50, tolerance: 1e-8, longest_step: 1.0 };

impl Maximise {
    /// Greatest exact likelihood on a differenced series, from the least conditional sum of squares.
    pub(super) fn run(&self, differenced: &[f64]) -> Option<Estimate> {
        let (mean, unit) = self.centre_and_unit(differenced);
        if unit <= 1e-12 * self.scale {
            return Some(self.exact(differenced, mean));
        }
        self.maximise(differenced, &self.conditional_start(differenced))
    }

    /// Mean and standard deviation of the differenced series.
    fn centre_and_unit(&self, differenced: &[f64]) -> (f64, f64) {
        let n = differenced.len() as f64;
        let mean = differenced.iter().sum::<f64>() / n;
        let squares: f64 = differenced.iter().map(|value| (value - mean).powi(2)).sum();
        (mean, (squares / n).sqrt())
    }

    fn coefficients(&self, free: &[f64], (mean, unit): (f64, f64)) -> Coefficients {
        let centre = if self.order.constant { mean } else { 0.0 };
        Coefficients::of(free, self.order, centre, unit)
    }

    /// Free numbers at the least conditional sum of squares; all 0 where that lies at an edge.
    fn conditional_start(&self, differenced: &[f64]) -> Vec<f64> {
        let Self { order, season, .. } = *self;
        let count = order.terms() + usize::from(order.constant);
        if order.terms() > 0 {
            let around = self.centre_and_unit(differenced);
            let conditional = |free: &[f64]| match mean_square(
                differenced,
                &self.coefficients(free, around),
                season,
            ) {
                Some(square) if square > 0.0 => differenced.len() as f64 * square.ln(),
                _ => f64::INFINITY,
            };
            let found = ROUGH.minimise(forward_difference(conditional), &vec![0.1; count]);
            if found.value.is_finite() && found.point.iter().all(|value| value.abs() < 3.0) {
                return found.point;
            }
        }
        vec![0.0; count]
    }

    fn maximise(&self, differenced: &[f64], start: &[f64]) -> Option<Estimate> {
        let Self { order, season, .. } = *self;
        let n = differenced.len() as f64;
        let around = self.centre_and_unit(differenced);
        let exact = |free: &[f64]| {
            filtered(differenced, &self.coefficients(free, around), season)
                .map_or(f64::INFINITY, |done| n * (done.squares / n).ln() + done.logs)
        };
        let free = if start.is_empty() {
            Vec::new()
        } else {
            PRECISE.minimise(forward_difference(exact), start).point
        };
        let coefficients = self.coefficients(&free, around);
        let done = filtered(differenced, &coefficients, season)?;
        let variance = done.squares / n;
        let log_likelihood =
            -0.5 * (n * (2.0 * std::f64::consts::PI * variance).ln() + n + done.logs);
        log_likelihood.is_finite().then_some(Estimate {
            order,
            season,
            coefficients,
            variance,
            log_likelihood,
            innovations: done.innovations,
            state: done.state,
        })
    }

    /// A differenced series that does not vary: it goes on as it is, without error.
    fn exact(&self, differenced: &[f64], mean: f64) -> Estimate {
        let order = ArimaOrder {
            p: 0,
            q: 0,
            seasonal_p: 0,
            seasonal_q: 0,
            constant: mean.abs() > 1e-12 * self.scale,
            ..self.order
        };
        let mean = if order.constant { mean } else { 0.0 };
        Estimate {
            order,
            season: self.season,
            coefficients: Coefficients { mean, ..Coefficients::default() },
            variance: 0.0,
            log_likelihood: f64::INFINITY,
            innovations: vec![0.0; differenced.len()],
            state: vec![0.0],
        }
    }
}

fn filtered(differenced: &[f64], model: &Coefficients, season: usize) -> Option<Filter> {
    let centred: Vec<f64> = differenced.iter().map(|value| value - model.mean).collect();
    filter(&centred, &model.full_ar(season), &model.full_ma(season))
}
