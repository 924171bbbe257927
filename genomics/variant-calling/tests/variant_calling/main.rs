//! Calls from reads that the tests make, with planted variants.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod bad_input;
mod blocks;
mod calibration;
mod formats;
mod genotypes;
mod opinions;
mod order;
mod planted;
mod repeats;
