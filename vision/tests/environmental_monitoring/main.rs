//! Trends and breaks against pymannkendall and numpy.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod breaks;
mod series;
mod trend;
