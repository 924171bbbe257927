//! Monotonic trends: the Mann–Kendall test (Mann, 1945; Kendall, 1975), what it needs where values
//! depend on the ones before, and Sen's slope (Sen, 1968).
//!
//! Gaps are NaN and are left out. Of a slope, times are the places of the values in the series, so that a slope is
//! a change from one value to the next; of a seasonal test, from one year to the next.

mod autocorrelation;
mod corrections;
mod score;
mod seasons;
mod slope;
mod test;
mod workspace;

pub use slope::{Line, seasonal_sen_slope, sen_slope};
pub use test::{Direction, Method, Trend, mann_kendall};
pub(super) use workspace::Workspace;
