//! The trend of dispersions over means.

mod gamma_regression;
mod local;
mod method;
mod parametric;

pub(crate) use local::LocalTrend;
pub(super) use local::{hermite, local, local_parabola};
pub use method::{DispersionTrend, TrendMethod};
pub(super) use parametric::parametric;
