//! Models without an optimiser: what any other model has to beat.
//!
//! Prediction variances are those of Hyndman and Athanasopoulos, *Forecasting: Principles and
//! Practice*, 3rd edition, §5.5.

mod drift;
mod mean;
mod naive2;
mod seasonal_naive;

pub use drift::Drift;
pub use mean::Mean;
pub use naive2::Naive2;
pub use seasonal_naive::SeasonalNaive;

use crate::{Fitted, ForecastError, Forecaster};

/// Random walk: every forecast is the last observation.
///
/// ```
/// use neuron_forecasting::{Forecaster, baseline::Naive};
/// let forecast = Naive.fit(&[3.0, 5.0, 4.0], 1)?.forecast(2, &[])?;
/// assert_eq!(forecast.mean, [4.0, 4.0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Naive;

impl Forecaster for Naive {
    fn name(&self) -> String {
        "naive".into()
    }

    /// Needs one observation; the season plays no part.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        if season == 0 {
            return Err(ForecastError::NoSeason);
        }
        seasonal_naive::fit("naive", series, 1)
    }
}

/// Root of the summed squares over the degrees of freedom; 0 where there are none.
fn deviation(residuals: impl Iterator<Item = f64>, freedom: usize) -> f64 {
    let sum: f64 = residuals.map(|e| e * e).sum();
    if freedom == 0 { 0.0 } else { (sum / freedom as f64).sqrt() }
}
