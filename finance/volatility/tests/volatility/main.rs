//! Volatility models and tests of risk forecasts against independent implementations.
#![allow(clippy::unwrap_used)]

mod bad_input;
mod comparison;
mod coverage;
mod estimates;
mod expected_shortfall;
mod forecasts;
mod laws;
mod losses;
mod realised;
mod rolling;
mod synthetic_series;
