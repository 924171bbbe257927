//! Networks that read series: gradients, no look ahead, and small trainings.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod forecasts;
mod recorded;
mod volatility;
