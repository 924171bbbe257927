//! Estimates of means and covariances, and portfolios made from them without an optimiser.
#![forbid(unsafe_code)]
