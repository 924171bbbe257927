//! Clusters, bins and taxonomy of sequences.
//!
//! | module | what |
//! |-|-|
//! | [`clustering`] | k-means, spherical k-means, Gaussian mixtures, HDBSCAN, Leiden on a graph of neighbours |
//! | [`agreement`] | clusters against labels: ARI, NMI, AMI, V-measure, purity; bins against genomes |
//! | [`binning`] | contigs to genomes by composition and coverage |
//! | [`taxonomy`] | genes to lineages |
//!
//! Points are the rows of [`Features`](neuron_sequence_features::Features); nothing here opens a file.
//!
//! ```
//! use neuron_metagenomics::{agreement, clustering::{KMeansOptions, k_means}};
//! use neuron_sequence_features::Features;
//!
//! let points = Features::new(1, vec![0.0, 0.1, 0.2, 9.0, 9.1, 9.2])?;
//! let found = k_means(&points, &KMeansOptions { clusters: 2, ..KMeansOptions::default() })?;
//! assert_eq!(agreement::adjusted_rand_index(&[0, 0, 0, 1, 1, 1], &found.labels)?, 1.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

pub mod agreement;
pub mod binning;
pub mod clustering;
mod error;
pub mod taxonomy;

pub use error::MetagenomicsError;
