use neuron_forecasting::Forecaster;
use neuron_forecasting::baseline::Naive2;

/// The points of [`Naive2`], the benchmark that OWA divides by: the last value, seasonally adjusted where
/// the season passes its test. Empty for an empty history.
///
/// ```
/// use neuron_forecast_evaluation::measure::naive2;
/// let history: Vec<f64> = (0..24).map(|t| [10.0, 20.0, 30.0, 20.0][t % 4]).collect();
/// let next = naive2(&history, 4, 4);
/// assert!(next.iter().zip([10.0, 20.0, 30.0, 20.0]).all(|(a, b)| (a - b).abs() < 1e-9));
/// ```
#[must_use]
pub fn naive2(history: &[f64], season: usize, horizon: usize) -> Vec<f64> {
    let Some(&last) = history.last() else { return Vec::new() };
    let fitted = Naive2.fit(history, season.max(1));
    match fitted.and_then(|fitted| fitted.forecast(horizon, &[])) {
        Ok(forecast) => forecast.mean,
        // A horizon of nothing, or numbers that are not finite, which the measures refuse themselves.
        Err(_) => vec![last; horizon],
    }
}
