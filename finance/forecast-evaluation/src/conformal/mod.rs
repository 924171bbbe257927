//! Intervals that hold what they say, around any model's points.
//!
//! * [`SplitConformal`]: quantiles of past errors, per step ahead.
//! * [`Stretched`]: a model's own quantiles, stretched until they held on earlier windows.
//! * [`AdaptiveConformal`]: a level that follows the hits and misses as they come (ACI).
//! * [`EnsembleBatch`]: bootstrap ensembles whose left-out errors slide along (EnbPI).

mod adaptive;
mod ensemble_batch;
mod rank;
mod split;
mod stretched;

pub use adaptive::{AdaptiveConformal, ConformalInterval};
pub use ensemble_batch::EnsembleBatch;
pub use split::SplitConformal;
pub use stretched::Stretched;
