//! Forecasts of sums and of their parts that agree with each other.
//!
//! [`Hierarchy`] says which rows are sums of which bottom rows; [`reconcile`] turns forecasts made
//! for each row on its own into coherent ones. The overview is Athanasopoulos, Hyndman,
//! Kourentzes and Panagiotelis, *Forecast reconciliation: a review*, 2024.

mod covariance;
mod non_negative;
mod projection;
mod reconcile;
mod summing;
mod top_down;

pub use covariance::{ShrunkCovariance, sample_covariance, shrunk_covariance};
pub use non_negative::non_negative_least_squares;
pub use reconcile::{Evidence, Reconciled, Reconciliation, reconcile};
pub use summing::Hierarchy;
pub use top_down::Proportions;
