use crate::EvaluationError;

/// The seasonal naive forecast times a damped growth: the value a season ago, times (sum of the
/// last `window` values over the sum of the same steps a season earlier) to the power `damping`.
/// A strong benchmark for demand with a pronounced season. Where a sum is not positive there is no
/// growth.
///
/// ```
/// use neuron_forecast_evaluation::regression::seasonal_growth;
/// let history = [10.0, 20.0, 11.0, 22.0];
/// let next = seasonal_growth(&history, 2, 2, 1.0, 2)?;
/// assert!((next[0] - 12.1).abs() < 1e-12 && (next[1] - 24.2).abs() < 1e-12);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// If the history is shorter than a season and the window, or the season or window is zero.
pub fn seasonal_growth(
    history: &[f64],
    season: usize,
    window: usize,
    damping: f64,
    horizon: usize,
) -> Result<Vec<f64>, EvaluationError> {
    let (n, needed) = (history.len(), (season + window).max(1));
    if n < needed || season == 0 || window == 0 {
        return Err(EvaluationError::TooShort {
            item: "(the history)".to_owned(),
            what: "seasonal growth with its season and window",
            needed,
            present: n,
        });
    }
    let now: f64 = history[n - window..].iter().sum();
    let then: f64 = history[n - window - season..n - season].iter().sum();
    let growth = if now > 0.0 && then > 0.0 { (now / then).powf(damping) } else { 1.0 };
    Ok((0..horizon).map(|h| history[n - season + h % season] * growth).collect())
}
