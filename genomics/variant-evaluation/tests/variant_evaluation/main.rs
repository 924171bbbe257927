//! Calls held against a truth, in every way that they can be written.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod annotation;
mod bcftools;
mod brute_force;
mod genotypes;
mod measures;
mod reading;
mod records;
mod rejected;
mod representation;
