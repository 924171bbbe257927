//! Statistics of a sample of losses, each with its standard error.

mod distribution;
mod entropic;
mod estimate;
mod sample;
mod tail;

pub use distribution::{Distribution, Quantile, TailRisk};
pub use estimate::Estimate;
pub(crate) use estimate::Grouping;
pub(crate) use sample::Sample;
