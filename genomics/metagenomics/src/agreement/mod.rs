//! Clusters against labels.
//!
//! Labels and clusters are any numbers. Noise, where a clustering knows it, is a cluster of its own here; take it out
//! beforehand to judge what was clustered alone.

mod bins;
mod contingency;
mod information;
mod purity;
mod rand_index;

pub use bins::{BinQuality, BinReport, bin_quality};
pub use contingency::Contingency;
pub use information::{
    VMeasure, adjusted_mutual_information, mutual_information, normalised_mutual_information,
    v_measure,
};
pub use purity::purity;
pub use rand_index::adjusted_rand_index;

use crate::MetagenomicsError;
use serde::Serialize;

/// All measures of agreement at once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// [`adjusted_rand_index`].
    pub adjusted_rand_index: f64,
    /// [`normalised_mutual_information`].
    pub normalised_mutual_information: f64,
    /// [`adjusted_mutual_information`].
    pub adjusted_mutual_information: f64,
    /// [`v_measure`]: each cluster holds one label.
    pub homogeneity: f64,
    /// [`v_measure`]: each label is in one cluster.
    pub completeness: f64,
    /// [`purity`].
    pub purity: f64,
}

/// All measures of agreement at once.
///
/// # Errors
/// [`MetagenomicsError::Size`] where there are not as many clusters as labels, or none.
pub fn agreement(labels: &[usize], clusters: &[usize]) -> Result<Agreement, MetagenomicsError> {
    let table = Contingency::new(labels, clusters)?;
    let measure = information::v_measure_of(&table);
    Ok(Agreement {
        adjusted_rand_index: rand_index::of(&table),
        normalised_mutual_information: measure.v,
        adjusted_mutual_information: information::adjusted_of(&table),
        homogeneity: measure.homogeneity,
        completeness: measure.completeness,
        purity: purity::of(&table),
    })
}
