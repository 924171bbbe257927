//! The dispersion of each gene: its own estimate, the trend over the mean, and what the two say together.

mod bounds;
mod estimates;
mod gene_wise;
mod grid;
mod line_search;
mod maximum_a_posteriori;
mod posterior;
mod prior;
mod trend;

pub use estimates::DispersionEstimates;
pub(crate) use estimates::{Estimated, estimate, re_estimate, trend_of};
pub use trend::{DispersionTrend, TrendMethod};
