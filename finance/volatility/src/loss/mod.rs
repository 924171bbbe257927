//! Losses of forecasts, one a day, that the true forecast minimises in the mean.

mod fissler_ziegel;
mod quantile;
mod variance;

pub use fissler_ziegel::fz0_loss;
pub use quantile::quantile_loss;
pub use variance::{qlike_loss, squared_error_loss};
