//! Judging forecasts: measures, back-test windows, combination, conformal intervals, hierarchies.
#![forbid(unsafe_code)]
