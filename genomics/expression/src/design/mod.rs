//! Designs: from a formula and a table of samples to a matrix with named columns.

mod coding;
mod formula;
mod matrix;
mod variable;

pub use formula::Formula;
pub use matrix::DesignMatrix;
pub use variable::Reference;
pub(crate) use variable::{Variable, VariableValues};
