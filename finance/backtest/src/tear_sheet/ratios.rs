use super::{Convention, Moments};
use crate::BacktestError;

/// Returns with what their ratios share, which is computed once.
pub(super) struct Annualised<'a> {
    returns: &'a [f64],
    convention: &'a Convention,
    pub(super) moments: Moments,
    /// The return of a year at the geometric mean.
    pub(super) annual_return: f64,
}

impl<'a> Annualised<'a> {
    pub(super) fn of(
        returns: &'a [f64],
        convention: &'a Convention,
    ) -> Result<Self, BacktestError> {
        let moments = Moments::of(returns)?;
        convention.check()?;
        let annual_return = if returns.iter().any(|&r| r <= -1.0) {
            -1.0
        } else {
            let log = returns.iter().map(|r| r.ln_1p()).sum::<f64>() / returns.len() as f64;
            (log * convention.periods_per_year).exp_m1()
        };
        Ok(Self { returns, convention, moments, annual_return })
    }

    pub(super) fn geometric_volatility(&self) -> f64 {
        let variance = self.moments.deviation.powi(2);
        let periods = self.convention.periods_per_year;
        let growth = (1.0 + self.annual_return).powf(1.0 / periods);
        let squared = growth * growth;
        ((variance + squared).powf(periods) - squared.powf(periods)).max(0.0).sqrt()
    }

    pub(super) fn geometric_sharpe(&self) -> Option<f64> {
        let volatility = self.geometric_volatility();
        let excess = self.annual_return - self.convention.risk_free;
        (volatility > 0.0).then(|| excess / volatility)
    }

    pub(super) fn arithmetic_sharpe(&self) -> Option<f64> {
        let deviation = self.moments.deviation;
        let excess = self.moments.mean - self.convention.riskless();
        (deviation > 0.0).then(|| excess / deviation * self.convention.periods_per_year.sqrt())
    }

    pub(super) fn geometric_sortino(&self) -> Option<f64> {
        let excess = self.annual_return - self.convention.risk_free;
        let downside = downside(self.returns, 0.0) * self.convention.periods_per_year.sqrt();
        (downside > 0.0).then(|| excess / downside)
    }

    pub(super) fn arithmetic_sortino(&self) -> Option<f64> {
        let riskless = self.convention.riskless();
        let excess = self.moments.mean - riskless;
        let downside = downside(self.returns, riskless);
        (downside > 0.0).then(|| excess / downside * self.convention.periods_per_year.sqrt())
    }
}

/// The return of a year at the geometric mean of `returns`; −1 after the loss of everything.
///
/// # Errors
/// If there are fewer than two returns, or one is not finite.
pub fn annual_return(returns: &[f64], convention: &Convention) -> Result<f64, BacktestError> {
    Ok(Annualised::of(returns, convention)?.annual_return)
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
    Ok(Annualised::of(returns, convention)?.geometric_volatility())
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
    Ok(Annualised::of(returns, convention)?.geometric_sharpe())
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
    Ok(Annualised::of(returns, convention)?.arithmetic_sharpe())
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
    Ok(Annualised::of(returns, convention)?.geometric_sortino())
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
    Ok(Annualised::of(returns, convention)?.arithmetic_sortino())
}

/// The root of the mean square of what lies below `target`, all returns counted.
fn downside(returns: &[f64], target: f64) -> f64 {
    let squares: f64 = returns.iter().map(|r| (r - target).min(0.0).powi(2)).sum();
    (squares / returns.len() as f64).sqrt()
}
