//! Populations of samples told by their coordinates on principal components.

mod discriminant;
mod held_out;
mod neighbours;

pub use discriminant::Discriminant;
pub use held_out::{HeldOut, held_out};
pub use neighbours::Neighbours;

use nalgebra::DMatrix;
use serde::Serialize;

/// How samples are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The commonest population of so many nearest neighbours.
    Neighbours(usize),
    /// Linear discriminant analysis.
    Discriminant,
}

/// A classifier that has learnt.
pub trait Classifier {
    /// Number of the population of each row of `[samples, components]`.
    fn classify(&self, coordinates: &DMatrix<f64>) -> Vec<usize>;
}
