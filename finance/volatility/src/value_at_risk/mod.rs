//! Value at risk and expected shortfall of the next day, day by day, out of sample.

mod backtest;
mod method;
mod rolling;
mod tail;

pub use backtest::{RiskBacktest, RiskForecast};
pub use method::RiskMethod;
pub use rolling::{RollingOptions, rolling_risk};
pub use tail::TailLaw;
