//! Density-based clusters of any shape (Campello, Moulavi, Sander: *Density-based clustering based on hierarchical
//! density estimates*, 2013), by the definitions of scikit-learn's `HDBSCAN`.

mod condensed;
mod selection;
mod spanning_tree;

use crate::MetagenomicsError;
use neuron_sequence_features::Features;
use serde::Serialize;

/// How dense is dense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HdbscanOptions {
    /// The least points of a cluster.
    pub least_size: usize,
    /// A point is as dense as its distance from its so many-th nearest, itself counted; `None` is `least_size`.
    pub neighbours: Option<usize>,
}

impl Default for HdbscanOptions {
    fn default() -> Self {
        Self { least_size: 5, neighbours: None }
    }
}

/// What HDBSCAN found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hdbscan {
    /// The cluster of each point, `None` for noise.
    pub labels: Vec<Option<usize>>,
    /// How deep in its cluster a point lies, 0 (noise) to 1.
    pub probabilities: Vec<f64>,
    /// How long each cluster lasts while density grows.
    pub stabilities: Vec<f64>,
}

/// Clusters that last the longest while the density that is asked for grows; what is in none of them is noise. All
/// distances are computed: time grows with the square of the number of points, memory does not.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where a cluster would have fewer than two points, or there are fewer points than
/// `neighbours`.
pub fn hdbscan(points: &Features, options: &HdbscanOptions) -> Result<Hdbscan, MetagenomicsError> {
    if options.least_size < 2 {
        let found = options.least_size;
        return Err(MetagenomicsError::parameter("least_size", found, "2 or more points"));
    }
    let neighbours = options.neighbours.unwrap_or(options.least_size);
    if neighbours == 0 || neighbours > points.rows() {
        let expected = format!("1 to {}, the number of points", points.rows());
        return Err(MetagenomicsError::parameter("neighbours", neighbours, expected));
    }
    let edges = spanning_tree::spanning_tree(points, neighbours);
    let tree = condensed::condense(&edges, points.rows(), options.least_size);
    Ok(selection::select(&tree, points.rows()))
}
