//! How strongly each pixel changed, without learning.
//!
//! All give a strength for each pixel, `[rows, columns]`: the larger, the surer the change; NaN where a
//! pixel is not seen at both dates.

mod canonical;
mod change_vectors;
mod ir_mad;
mod ndvi;
mod scaled_vectors;

pub use change_vectors::change_vectors;
pub use ir_mad::{IrMad, IrMadOptions, ir_mad};
pub use ndvi::ndvi_difference;
pub use scaled_vectors::{scaled_vectors, scaled_vectors_by};
