//! Points to clusters.

mod gaussian_mixture;
mod hdbscan;
mod k_means;
mod leiden;
mod neighbours;

pub use gaussian_mixture::{GaussianMixture, MixtureOptions, choose_mixture, gaussian_mixture};
pub use hdbscan::{Hdbscan, HdbscanOptions, hdbscan};
pub use k_means::{KMeans, KMeansOptions, Metric, k_means};
pub use leiden::{Graph, Leiden, LeidenOptions, Quality, leiden};
pub use neighbours::neighbour_graph;
