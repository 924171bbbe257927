use super::deviation;
use crate::fitted::{Parameter, Predictor, Spread};
use crate::forecaster::check;
use crate::{Fitted, ForecastError, Forecaster};

/// Every forecast is the mean of all observations.
///
/// ```
/// use neuron_forecasting::{Forecaster, baseline::Mean};
/// let forecast = Mean.fit(&[1.0, 2.0, 6.0], 1)?.forecast(2, &[])?;
/// assert_eq!(forecast.mean, [3.0, 3.0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Mean;

impl Forecaster for Mean {
    fn name(&self) -> String {
        "mean".into()
    }

    /// Needs one observation.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("mean", series, season, 1)?;
        let n = series.len();
        let mean = series.iter().sum::<f64>() / n as f64;
        let sigma = deviation(series.iter().map(|value| value - mean), n - 1);
        let predictor = Flat { mean, sigma: sigma * (1.0 + 1.0 / n as f64).sqrt() };
        let parameters = vec![Parameter::new("mean", mean)];
        Ok(Fitted::new("mean", series, vec![mean; n], parameters, Box::new(predictor)))
    }
}

#[derive(Debug)]
struct Flat {
    mean: f64,
    sigma: f64,
}

impl Predictor for Flat {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        vec![self.mean; horizon]
    }

    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        Ok(Spread::Deviations(vec![self.sigma; horizon]))
    }
}
