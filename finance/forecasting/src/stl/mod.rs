//! Decomposition by LOESS into trend, one or several seasons and remainder, and forecasts by it.

mod decomposition;
mod forecaster;
mod loess;
mod mstl;

pub use decomposition::{StlDecomposition, StlOptions, decompose};
pub use forecaster::{Mstl, TrendModel};
pub use mstl::{MstlDecomposition, decompose_seasons};
