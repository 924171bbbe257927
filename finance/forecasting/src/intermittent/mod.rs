//! Models for intermittent demand: many zeros, now and then a quantity.
//!
//! All forecast a flat mean demand per step. Demand may not be negative, and there has to be some.
//! Quantiles are those of a renewal simulation: gaps and quantities drawn from those seen.

mod aggregation;
mod croston;
mod demand;
mod smoothing;

pub use aggregation::{Adida, Imapa};
pub use croston::{Croston, CrostonKind, Tsb};
