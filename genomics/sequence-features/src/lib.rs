//! Tokens, k-mers and embeddings of sequences, and classifiers on them.
//!
//! | module | what |
//! |-|-|
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

pub mod cross_validation;
pub mod datasets;
mod error;

pub use error::FeaturesError;
