//! Weights that others have trained, by the names that they give them.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod candle;
mod errors;
mod extents;
mod foreign;
mod layouts;
mod ours;
