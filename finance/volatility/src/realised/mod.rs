//! Proxies of a day's variance from its open, high, low and close, and the heterogeneous
//! autoregression that forecasts them.

mod bars;
mod garman_klass;
mod heterogeneous;
mod parkinson;
mod rogers_satchell;
mod squared;
mod yang_zhang;

pub use bars::Bars;
pub use heterogeneous::{HarCoefficient, HarModel, fit_har};
pub use squared::squared_returns;
