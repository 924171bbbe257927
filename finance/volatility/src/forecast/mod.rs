//! Forecasts of mean and variance from the end of the fitted returns.

mod analytic;
mod news_impact;
mod process;
mod simulated;
mod synthetic;

pub(crate) use process::Process;

pub use analytic::Forecast;
pub use simulated::{SimulatedForecast, TailRisk};
pub use synthetic::{SyntheticReturns, simulate};
