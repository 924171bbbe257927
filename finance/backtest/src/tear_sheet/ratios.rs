use super::{Convention, Moments};
use crate::BacktestError;

/// The return of a year at the geometric mean of `returns`; −1 after the loss of everything.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn annual_return(returns: &[f64], convention: &Convention) -> Result<f64, BacktestError> {
    Moments::of(returns)?;
    convention.check()?;
    if returns.iter().any(|&r| r <= -1.0) {
        return Ok(-1.0);
    }
    let log = returns.iter().map(|r| r.ln_1p()).sum::<f64>() / returns.len() as f64;
    Ok((log * convention.periods_per_year).exp_m1())
}

/// The deviation of a year's compounded return, where the bars' returns are independent with the
/// geometric mean g and variance s²: √((s² + (1+g)²)ⁿ − (1+g)²ⁿ) for n bars.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn geometric_volatility(
    returns: &[f64],
    convention: &Convention,
) -> Result<f64, BacktestError> {
    let variance = Moments::of(returns)?.deviation.powi(2);
    let periods = convention.periods_per_year;
    let growth = (1.0 + annual_return(returns, convention)?).powf(1.0 / periods);
    let squared = growth * growth;
    Ok(((variance + squared).powf(periods) - squared.powf(periods)).max(0.0).sqrt())
}

/// (annual return − riskless) / [`geometric_volatility`]: the Sharpe ratio of backtesting.py. None
/// without volatility.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn geometric_sharpe(
    returns: &[f64],
    convention: &Convention,
) -> Result<Option<f64>, BacktestError> {
    let volatility = geometric_volatility(returns, convention)?;
    let excess = annual_return(returns, convention)? - convention.risk_free;
    Ok((volatility > 0.0).then(|| excess / volatility))
}

/// Mean excess return over its deviation, times the root of the periods of a year (W. F. Sharpe,
/// *The Sharpe Ratio*, 1994). None without deviation.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn arithmetic_sharpe(
    returns: &[f64],
    convention: &Convention,
) -> Result<Option<f64>, BacktestError> {
    convention.check()?;
    let moments = Moments::of(returns)?;
    let excess = moments.mean - convention.riskless();
    Ok((moments.deviation > 0.0)
        .then(|| excess / moments.deviation * convention.periods_per_year.sqrt()))
}

/// (annual return − riskless) / the annual downside deviation: the Sortino ratio of
/// backtesting.py. None where nothing fell.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn geometric_sortino(
    returns: &[f64],
    convention: &Convention,
) -> Result<Option<f64>, BacktestError> {
    let excess = annual_return(returns, convention)? - convention.risk_free;
    let downside = downside(returns, 0.0) * convention.periods_per_year.sqrt();
    Ok((downside > 0.0).then(|| excess / downside))
}

/// Mean excess return over its downside deviation, times the root of the periods of a year
/// (F. A. Sortino and L. N. Price, 1994). None where nothing fell below the riskless return.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn arithmetic_sortino(
    returns: &[f64],
    convention: &Convention,
) -> Result<Option<f64>, BacktestError> {
    convention.check()?;
    let riskless = convention.riskless();
    let excess = Moments::of(returns)?.mean - riskless;
    let downside = downside(returns, riskless);
    Ok((downside > 0.0).then(|| excess / downside * convention.periods_per_year.sqrt()))
}

/// The root of the mean square of what lies below `target`, all returns counted.
fn downside(returns: &[f64], target: f64) -> f64 {
    let squares: f64 = returns.iter().map(|r| (r - target).min(0.0).powi(2)).sum();
    (squares / returns.len() as f64).sqrt()
}
