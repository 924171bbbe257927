//! Trends, breaks, indices and composites against independent programs.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod breaks;
mod classification;
mod composite;
mod cube;
mod false_discovery;
mod forest;
mod indices;
mod monitor;
mod season;
mod series;
mod series_set;
mod stack;
mod trend;
