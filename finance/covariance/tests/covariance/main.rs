//! Estimates and portfolios against other libraries, closed forms and brute force.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod allocation;
mod black_litterman;
mod data;
mod estimators;
mod expected_returns;
mod hierarchy;
mod matrix;
mod peers;
mod portfolios;
mod rejected;
mod risk;
