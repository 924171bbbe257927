use super::deviation;
use crate::fitted::{Predictor, Spread};
use crate::forecaster::check;
use crate::seasonality::{Adjusted, SeasonalKind, classical_decomposition, is_seasonal};
use crate::{Fitted, ForecastError, Forecaster};

/// The benchmark of the M competitions: a random walk on the series without its season, where the
/// season passes a 90 % test on autocorrelation and there are three seasons of data; the season
/// multiplies (Makridakis, Spiliotis, Assimakopoulos, *The M4 Competition*, 2020).
///
/// A series with values at or below zero is taken without season, since the season would multiply.
///
/// ```
/// use neuron_forecasting::{Forecaster, baseline::Naive2};
/// let series = [10.0, 30.0, 11.0, 33.0, 12.0, 36.0, 13.0, 39.0, 14.0, 42.0, 15.0, 45.0];
/// let forecast = Naive2.fit(&series, 2)?.forecast(2, &[])?;
/// assert!(forecast.mean[0] < 20.0 && forecast.mean[1] > 40.0);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Naive2;

impl Forecaster for Naive2 {
    fn name(&self) -> String {
        "naive2".into()
    }

    /// Needs one observation.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        check("naive2", series, season, 1)?;
        let usable = series.iter().all(|&value| value > 0.0) && is_seasonal(series, season, 3);
        let parts = usable
            .then(|| classical_decomposition(series, season, SeasonalKind::Multiplicative))
            .flatten()
            .filter(|parts| parts.seasonal.iter().all(|&effect| effect > 0.0));
        let adjusted = match parts {
            Some(parts) => Adjusted::by(series, season, parts),
            None => Adjusted::none(series),
        };
        let walk = &adjusted.series;
        let n = walk.len();
        let mut fitted: Vec<f64> = (0..n).map(|at| walk[at.saturating_sub(1)]).collect();
        let sigma = deviation((1..n).map(|at| walk[at] - fitted[at]), n - 1);
        adjusted.restore_fitted(&mut fitted);
        let predictor = Walk { last: walk[n - 1], sigma, adjusted };
        Ok(Fitted::new("naive2", series, fitted, Vec::new(), Box::new(predictor)))
    }
}

#[derive(Debug)]
struct Walk {
    last: f64,
    sigma: f64,
    adjusted: Adjusted,
}

impl Predictor for Walk {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let mut mean = vec![self.last; horizon];
        self.adjusted.restore(&mut mean);
        mean
    }

    fn spread(&self, horizon: usize, _: &[f64]) -> Result<Spread, ForecastError> {
        let mut deviations: Vec<f64> =
            (1..=horizon).map(|step| self.sigma * (step as f64).sqrt()).collect();
        self.adjusted.restore_deviations(&mut deviations);
        Ok(Spread::Deviations(deviations))
    }
}
