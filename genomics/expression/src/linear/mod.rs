//! Small dense linear algebra in `f64`, matrices row after row.

mod cholesky;
mod least_squares;
mod rank;

pub(crate) use cholesky::Cholesky;
pub(crate) use least_squares::{LeastSquares, pseudo_inverse};
pub(crate) use rank::dependent_columns;
