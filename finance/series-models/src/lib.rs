//! Networks that read financial series, on any device.
//!
//! | module | what |
//! |-|-|
//! | [`volatility`] | the task: how volatile the next day will be, beside GJR-GARCH with Student's t |
//!
//! [`DOMAIN`] is what the commands of the domain are made from.
#![forbid(unsafe_code)]

mod domain;
pub mod volatility;

pub use domain::DOMAIN;
