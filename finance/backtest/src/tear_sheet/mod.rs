//! The statistics of an equity curve and its trades.
//!
//! Every ratio names its convention: `geometric` ones annualise by compounding, as backtesting.py
//! does; `arithmetic` ones multiply the mean by the periods of a year and the deviation by their
//! square root, as most others do. Shares are shares: 0.05 is 5 %. What has no value (a ratio
//! without deviation, a win rate without trades) is `None`.

mod benchmark;
mod convention;
mod drawdown;
mod moments;
mod period_returns;
mod ratios;
mod rolling;
mod sheet;
mod tail;
mod trade_statistics;

pub use benchmark::{AgainstBenchmark, against_benchmark};
pub use convention::{Convention, periods_per_year};
pub use drawdown::{Drawdown, drawdown_curve, drawdowns};
pub use moments::Moments;
pub use period_returns::{MonthReturn, YearReturn, monthly_returns, yearly_returns};
pub use ratios::{
    annual_return, arithmetic_sharpe, arithmetic_sortino, geometric_sharpe, geometric_sortino,
    geometric_volatility,
};
pub use rolling::rolling_sharpe;
pub use sheet::{TearSheet, tear_sheet};
pub use tail::{TailRisk, tail_risk};
pub use trade_statistics::{TradeStatistics, trade_statistics};

/// The return of each step, as a share; 0 from an equity that is gone.
pub(crate) fn returns_of(equity: &[f64]) -> Vec<f64> {
    let step = |pair: &[f64]| if pair[0] > 0.0 { pair[1] / pair[0] - 1.0 } else { 0.0 };
    equity.windows(2).map(step).collect()
}
