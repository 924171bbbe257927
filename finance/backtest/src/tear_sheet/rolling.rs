use super::{Convention, Moments};
use crate::BacktestError;
use crate::error::{expect_finite, expect_rows, expect_setting};

/// The arithmetic Sharpe ratio of the latest `window` returns at each of them: none for the first
/// ones, and where they do not vary.
///
/// # Errors
/// If the window is below 2 or there are fewer returns, or one is not finite.
pub fn rolling_sharpe(
    returns: &[f64],
    window: usize,
    convention: &Convention,
) -> Result<Vec<Option<f64>>, BacktestError> {
    expect_setting(window >= 2, "window", window as f64, "2 bars or more")?;
    expect_rows("a rolling Sharpe ratio", returns.len(), window)?;
    expect_finite("returns", returns)?;
    convention.check()?;
    let (riskless, root) = (convention.riskless(), convention.periods_per_year.sqrt());
    let mut values = vec![None; window - 1];
    for part in returns.windows(window) {
        let moments = Moments::of(part)?;
        let varies = moments.deviation > 0.0;
        values.push(varies.then(|| (moments.mean - riskless) / moments.deviation * root));
    }
    Ok(values)
}
