//! Networks that read sequences of nucleic acids, on any device.
//!
//! | module | what |
//! |-|-|
//! | [`tokens`] | from bases to what a network is fed |
//! | [`models`] | a BERT-style transformer and a convolutional network, of one interface |
//! | [`checkpoint`] | weights and tokens of DNABERT and DNABERT-2 |
//! | [`embedding`] | vectors of a network's, as k-mers and LSH give them |
//! | [`dna_sequences`] | the task: which class a sequence is of |
//! | [`masked_sequences`] | the task: a transformer learns without labels, from hidden tokens |
//!
//! [`DOMAIN`] is what the commands of the domain are made from.
#![forbid(unsafe_code)]

pub mod checkpoint;
pub mod data;
pub mod dna_sequences;
mod domain;
pub mod embedding;
pub mod masked_sequences;
pub mod models;
pub mod tokens;

pub use domain::DOMAIN;
