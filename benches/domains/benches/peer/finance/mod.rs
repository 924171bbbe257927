//! Finance.

pub(crate) mod arch;
pub(crate) mod backtesting;
pub(crate) mod numpy;
pub(crate) mod pyportfolioopt;
pub(crate) mod statsforecast;
