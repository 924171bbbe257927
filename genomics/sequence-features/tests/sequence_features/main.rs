//! Features and classifiers against other libraries, closed forms and brute force.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod alphabet;
mod byte_pairs;
mod classifiers;
mod cross_validation;
mod datasets;
mod embeddings;
mod kmers;
mod masking;
mod output;
mod tokenizers;
