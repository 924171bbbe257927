//! Volatility models, value at risk and expected shortfall out of sample, and their tests.
#![forbid(unsafe_code)]
