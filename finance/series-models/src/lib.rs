//! Networks that read series, on any device.
//!
//! | module | what |
//! |-|-|
//! | [`volatility`] | the task: how volatile the next day will be, beside GJR-GARCH with Student's t |
//! | [`forecasts`] | the task: quantiles of the next steps of many series, by one network, beside models of single ones |
//!
//! [`DOMAIN`] is what the commands of the domain are made from.
#![forbid(unsafe_code)]

mod domain;
pub mod forecasts;
pub mod volatility;

pub use domain::DOMAIN;
