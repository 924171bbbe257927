use super::deviation;
use crate::fitted::{Parameter, Predictor, Spread};
use crate::forecaster::check;
use crate::{Fitted, ForecastError, Forecaster};

/// Random walk with drift: the line through the first and the last observation goes on.
///
/// ```
/// use neuron_forecasting::{Forecaster, baseline::Drift};
/// let fitted = Drift.fit(&[2.0, 9.0, 6.0], 1)?;
/// assert_eq!(fitted.parameter("drift"), Some(2.0));
/// assert_eq!(fitted.forecast(2, &[])?.mean, [8.0, 10.0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Drift;

impl Forecaster for Drift {
    fn name(&self) -> String {
        "drift".into()
    }

    /// Needs two observations.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("drift", series, season, 2)?;
        let n = series.len();
        let slope = (series[n - 1] - series[0]) / (n - 1) as f64;
        let mut fitted = vec![series[0]];
        fitted.extend(series[..n - 1].iter().map(|value| value + slope));
        let sigma = deviation((1..n).map(|at| series[at] - fitted[at]), n - 2);
        let predictor = Line { last: series[n - 1], slope, sigma, steps: (n - 1) as f64 };
        let parameters = vec![Parameter::new("drift", slope)];
        Ok(Fitted::new("drift", series, fitted, parameters, Box::new(predictor)))
    }
}

#[derive(Debug)]
struct Line {
    last: f64,
    slope: f64,
    sigma: f64,
    steps: f64,
}

impl Predictor for Line {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        (1..=horizon).map(|step| self.last + self.slope * step as f64).collect()
    }

    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let scale = |step: f64| (step * (1.0 + step / self.steps)).sqrt();
        Ok(Spread::Deviations((1..=horizon).map(|h| self.sigma * scale(h as f64)).collect()))
    }
}
