//! Monte Carlo simulation of asset paths and measures of risk.
#![forbid(unsafe_code)]
