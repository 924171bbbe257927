//! The program as people run it.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod call;
mod evaluate;
mod place;
mod simulate_reads;
