//! Clusters, bins and taxa against other libraries, closed forms and brute force.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod agreement;
mod binning;
mod clustering;
mod leiden;
mod synthetic;
mod taxonomy;
