use super::initial::initial;
use super::likelihood::{Trace, deviance, deviance_and_gradient};
use super::parameters::{Parameters, Transform};
use super::{EtsError, EtsModel, EtsSeason};
use crate::optimise::Bfgs;

/// What is made greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// The likelihood alone.
    Likelihood,
    /// The likelihood times a prior that holds a trend's slope steady.
    SteadySlope,
}

impl Aim {
    /// Starts of the optimiser, as alpha and `gamma/(1-alpha)`; the best end counts. The likelihood
    /// alone can have several maxima.
    fn starts(self) -> &'static [(f64, f64)] {
        match self {
            Self::Likelihood => &[(0.15, 0.05), (0.6, 0.05), (0.3, 0.7)],
            Self::SteadySlope => &[(0.15, 0.05)],
        }
    }

    /// Weight of `-ln(1 - beta/alpha)` in the deviance: a beta density for `beta/alpha`.
    fn steadiness(self) -> f64 {
        match self {
            Self::Likelihood => 0.0,
            Self::SteadySlope => STEADINESS,
        }
    }
}

/// Chosen among 3, 10, 30, 100 and 300 on the M3 series, on the last observations of their training
/// parts; their test parts played no role.
const STEADINESS: f64 = 100.0;

/// A model at its greatest likelihood.
#[derive(Debug, Clone)]
pub(super) struct Estimate {
    pub(super) model: EtsModel,
    pub(super) season: usize,
    /// In the series' unit.
    pub(super) parameters: Parameters,
    /// Twice the negative log-likelihood, in the series' unit.
    pub(super) deviance: f64,
    observations: usize,
}

/// The recursion at the estimates.
pub(super) struct Run {
    /// One-step forecasts.
    pub(super) fitted: Vec<f64>,
    /// Errors as the model has them: relative ones where it is multiplicative.
    pub(super) errors: Vec<f64>,
    /// States after the last observation; effects in order of time from the next one.
    pub(super) end: Parameters,
}

impl Estimate {
    pub(super) fn parameter_count(&self) -> usize {
        self.model.parameter_count(self.season)
    }

    /// Akaike's criterion corrected for small samples.
    pub(super) fn aicc(&self) -> f64 {
        let (k, n) = (self.parameter_count() as f64, self.observations as f64);
        self.deviance + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0)
    }

    pub(super) fn run(&self, series: &[f64]) -> Run {
        let mut trace = Trace::default();
        deviance(series, self.model, &self.parameters, &mut trace);
        let errors = series
            .iter()
            .zip(&trace.forecast)
            .map(|(y, f)| if self.model.error == EtsError::Additive { y - f } else { (y - f) / f })
            .collect();
        let mut end = Parameters {
            level: trace.end_level,
            slope: trace.end_slope,
            seasonal: trace.seasonal,
            ..self.parameters.clone()
        };
        if self.model.season != EtsSeason::None {
            end.seasonal.rotate_left(series.len() % self.season);
        }
        Run { fitted: trace.forecast, errors, end }
    }
}

/// Estimates smoothing parameters and first states together, by BFGS with the exact gradient. `None`
/// where no start is feasible.
pub(super) fn estimate(
    series: &[f64],
    season: usize,
    model: EtsModel,
    aim: Aim,
) -> Option<Estimate> {
    let n = series.len() as f64;
    let size = series.iter().map(|value| value.abs()).sum::<f64>() / n;
    let scaled: Vec<f64> = series.iter().map(|value| value / size).collect();
    let mut best: Option<(f64, Parameters)> = None;
    let mut trace = Trace::default();
    for &(alpha, share) in aim.starts() {
        let start = initial(&scaled, season, model, alpha, share);
        let before = deviance(&scaled, model, &start, &mut trace);
        let unit = if before.is_finite() {
            let squares: f64 =
                scaled.iter().zip(&trace.forecast).map(|(y, f)| (y - f).powi(2)).sum();
            (squares / n).sqrt().max(1e-6)
        } else {
            0.1
        };
        let transform = Transform::new(model, start, unit);
        let (mut at, mut by) = (Parameters::default(), Parameters::default());
        let optimiser = Bfgs { iterations: 150, tolerance: 1e-8, longest_step: 2.0 };
        let found = optimiser.minimise(
            |free, slope| {
                transform.parameters(free, &mut at);
                let value = deviance_and_gradient(&scaled, model, &at, &mut trace, &mut by);
                if !value.is_finite() {
                    return value;
                }
                transform.chain(free, &at, &by, slope);
                value + transform.penalty(free, aim.steadiness(), slope)
            },
            &transform.free_start(),
        );
        if found.value.is_finite() && best.as_ref().is_none_or(|(value, _)| found.value < *value) {
            transform.parameters(&found.point, &mut at);
            best = Some((found.value, at));
        }
    }
    let (_, mut parameters) = best?;
    let value = deviance(&scaled, model, &parameters, &mut trace);
    parameters.level *= size;
    parameters.slope *= size;
    if model.season == EtsSeason::Additive {
        parameters.seasonal.iter_mut().for_each(|effect| *effect *= size);
    }
    let deviance = value + 2.0 * n * size.ln();
    Some(Estimate { model, season, parameters, deviance, observations: series.len() })
}
