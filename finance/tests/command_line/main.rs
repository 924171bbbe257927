//! The program as people run it.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod backtest;
mod bad_input;
mod fetch;
mod forecast;
mod forecast_input;
mod forecast_reasons;
mod help;
mod optimize;
mod place;
mod report;
mod risk;
