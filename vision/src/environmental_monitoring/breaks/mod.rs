//! Breaks: a series as straight pieces and one season, after BFAST (Verbesselt et al., 2010).
//!
//! ```text
//! y(t) = level + slope t (of the piece) + Σ a cos(2πk t / period) + b sin(2πk t / period) + noise
//! ```
//!
//! The best pieces for a given season are found exactly (Bai & Perron, 2003); then
//! pieces and season are fitted together ([`fit()`]), and so in turn until the breaks stay where they
//! are. Their number is that of the least BIC, counted in values that do not follow from the ones
//! before: noise that lasts would look like pieces otherwise.

mod fit;
mod moments;
mod partition;
mod search;
mod solve;

pub use fit::{Fit, Piece, SeasonModel, fit};
pub use search::{BreakOptions, find_breaks};
pub(super) use search::{Search, check_least};
