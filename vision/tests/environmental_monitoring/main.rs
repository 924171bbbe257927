//! Trends, breaks, indices and composites against independent programs.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod breaks;
mod composite;
mod cube;
mod indices;
mod season;
mod series;
mod trend;
