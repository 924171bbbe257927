//! Forecasts of single time series by statistical models.
#![forbid(unsafe_code)]
