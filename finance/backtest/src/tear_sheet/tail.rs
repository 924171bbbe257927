use crate::BacktestError;
use crate::error::{expect_finite, expect_rows, expect_setting};
use serde::Serialize;

/// Loss in the tail of the returns of one bar, as positive shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TailRisk {
    /// The confidence, as 0.95.
    pub level: f64,
    /// Value at risk: the loss that the share `level` of the bars does not exceed. The empirical
    /// quantile, interpolated linearly between order statistics.
    pub value_at_risk: f64,
    /// Expected shortfall: the mean loss of the bars that lose `value_at_risk` or more.
    pub expected_shortfall: f64,
}

/// Historical value at risk and expected shortfall of `returns`.
///
/// ```
/// use neuron_backtest::tear_sheet::tail_risk;
/// let risk = tail_risk(&[-0.04, -0.02, 0.0, 0.02, 0.04], 0.75)?;
/// assert_eq!((risk.value_at_risk, risk.expected_shortfall), (0.02, 0.03));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If there are fewer than two returns, one is not finite, or the level is not between 0 and 1.
pub fn tail_risk(returns: &[f64], level: f64) -> Result<TailRisk, BacktestError> {
    expect_rows("a tail", returns.len(), 2)?;
    expect_finite("returns", returns)?;
    expect_setting(level > 0.0 && level < 1.0, "level", level, "between 0 and 1, as 0.95")?;
    let mut sorted = returns.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = (1.0 - level) * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(sorted.len() - 1)];
    let quantile = sorted[below] + part * (above - sorted[below]);
    let tail: Vec<f64> = sorted.into_iter().take_while(|&r| r <= quantile).collect();
    let mean = tail.iter().sum::<f64>() / tail.len().max(1) as f64;
    Ok(TailRisk { level, value_at_risk: -quantile, expected_shortfall: -mean })
}
