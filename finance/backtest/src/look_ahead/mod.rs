//! Whether anything sees the future: everything after a step is replaced by random values, and
//! everything computed up to that step has to come out the same, bit for bit.
//!
//! [`LookAhead::check`] takes any function of any data that can be scrambled: an indicator, a
//! scaler, a forecaster, a model. [`check_look_ahead`] does it for a strategy, with its orders,
//! positions, cash and equity.

mod check;
mod report;
mod scramble;
mod strategy_check;

pub use check::LookAhead;
pub use report::{Field, Leak, LookAheadReport};
pub use scramble::Scramble;
pub use strategy_check::check_look_ahead;
