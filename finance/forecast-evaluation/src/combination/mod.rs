//! One forecast from several.

mod combine;
mod inverse_error;
mod simplex_least_squares;

pub use combine::{Combination, combine};
pub use inverse_error::inverse_error_weights;
pub use simplex_least_squares::{project_onto_simplex, simplex_least_squares};
