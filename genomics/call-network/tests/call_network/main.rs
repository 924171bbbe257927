//! Networks that judge uncertain calls, on reads that the tests make.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod files;
mod opinions;
mod reads;
mod training;
