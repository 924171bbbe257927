//! Maximum likelihood: the objective with exact gradients, its constraints, where the search
//! starts, the search, and standard errors.

mod constraints;
mod design;
mod fit;
mod least_squares;
mod likelihood;
mod quadratic_program;
mod sequential_programming;
mod standard_errors;
mod starting_values;

pub(crate) use design::Design;
pub(crate) use least_squares::least_squares;
pub(crate) use likelihood::{Likelihood, Workspace};

pub use fit::{FitOptions, StandardErrors, fit, fix};
