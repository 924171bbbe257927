//! Measurements.
#![forbid(unsafe_code)]
