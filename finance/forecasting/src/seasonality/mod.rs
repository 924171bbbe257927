//! Is there a season, how strong is it, and what does the series look like without it.

mod autocorrelation;
mod decomposition;
mod strength;

pub use autocorrelation::{autocorrelation, is_seasonal};
pub use decomposition::{Decomposition, SeasonalKind, classical_decomposition};
pub use strength::seasonal_strength;

pub(crate) use decomposition::Adjusted;
