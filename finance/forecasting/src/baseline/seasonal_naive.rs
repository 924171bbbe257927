use super::deviation;
use crate::fitted::{Predictor, Spread};
use crate::forecaster::check;
use crate::{Fitted, ForecastError, Forecaster};

/// Every forecast is the observation of one season before.
///
/// ```
/// use neuron_forecasting::{Forecaster, baseline::SeasonalNaive};
/// let forecast = SeasonalNaive.fit(&[1.0, 9.0, 2.0, 8.0], 2)?.forecast(3, &[])?;
/// assert_eq!(forecast.mean, [2.0, 8.0, 2.0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct SeasonalNaive;

impl Forecaster for SeasonalNaive {
    fn name(&self) -> String {
        "seasonal-naive".into()
    }

    /// Needs one season of observations.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        fit("seasonal-naive", series, season)
    }
}

pub(super) fn fit(model: &str, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
    check(model, series, season, season.max(1))?;
    let n = series.len();
    let fitted: Vec<f64> =
        (0..n).map(|at| series[if at < season { at } else { at - season }]).collect();
    let sigma = deviation((season..n).map(|at| series[at] - fitted[at]), n - season);
    let predictor = Repeat { last: series[n - season..].to_vec(), sigma };
    Ok(Fitted::new(model, series, fitted, Vec::new(), Box::new(predictor)))
}

#[derive(Debug)]
struct Repeat {
    last: Vec<f64>,
    sigma: f64,
}

impl Predictor for Repeat {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        (0..horizon).map(|step| self.last[step % self.last.len()]).collect()
    }

    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let walks = |step: usize| (step / self.last.len() + 1) as f64;
        Ok(Spread::Deviations((0..horizon).map(|step| self.sigma * walks(step).sqrt()).collect()))
    }
}
