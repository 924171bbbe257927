//! The back-tester, its indicators and statistics against other libraries, closed forms and bad
//! input.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod account;
mod backtesting_py;
mod bad_input;
mod indicators;
mod look_ahead;
mod made_up;
mod overfitting;
mod search;
mod statistics;
mod stops;
mod strategies;
