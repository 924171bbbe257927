//! Classes of samples from their counts, judged on samples that the classifier has not seen.

mod centroids;
mod cross_validation;
mod logarithm;

pub use centroids::NearestShrunkenCentroids;
pub use cross_validation::{CrossValidation, Prediction, cross_validate};
pub use logarithm::FrozenLogarithm;
