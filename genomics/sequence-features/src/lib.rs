//! Tokens, k-mers and embeddings of sequences, and classifiers on them.
//!
//! | module | what |
//! |-|-|
//! | [`alphabet`] | letters, ambiguity codes, reverse complements |
//! | [`kmers`] | words of k bases, plain, of both strands or with gaps; sketches of them |
//! | [`tokenizers`] | k-mer, byte-pair and character tokens; spans to mask |
//! | [`embeddings`] | profiles, random projections and LSHVec behind one trait; streams |
//! | [`output`] | vectors as `.npy` and Parquet |
//! | [`classifiers`] | logistic regression, support vectors, neighbours, centroids, naive Bayes |
//! | [`datasets`] | labelled sequences in the program itself |
//! | [`cross_validation`] | folds that keep copies together and classes in proportion |
//!
//! Sequences are slices of bytes; nothing here opens a file.
//!
//! ```
//! use neuron_sequence_features::{cross_validation::stratified_group_folds, datasets};
//!
//! let splice = datasets::splice_junctions()?;
//! let fold = stratified_group_folds(&splice.labels, &splice.groups, 10, 1)?;
//! assert_eq!(fold.len(), 3186);
//! # Ok::<(), neuron_sequence_features::FeaturesError>(())
//! ```
#![forbid(unsafe_code)]

pub mod alphabet;
pub mod classifiers;
pub mod cross_validation;
pub mod datasets;
pub mod embeddings;
mod error;
mod features;
pub mod kmers;

pub mod output;
pub mod tokenizers;

pub use error::FeaturesError;
pub use features::Features;
