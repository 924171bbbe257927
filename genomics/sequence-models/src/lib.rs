//! Networks that read sequences of nucleic acids, on any device.
//!
//! | module | what |
//! |-|-|
//! | [`tokens`] | from bases to what a network is fed |
//! | [`models`] | a BERT-style transformer and a convolutional network, of one interface |
//! | [`dna_sequences`] | the task: which class a sequence is of |
//! | [`masked_sequences`] | the task: a transformer learns without labels, from hidden tokens |
//!
//! [`DOMAIN`] is what the commands of the domain are made from.
#![forbid(unsafe_code)]

pub mod data;
pub mod dna_sequences;
mod domain;
pub mod masked_sequences;
pub mod models;
pub mod tokens;

pub use domain::DOMAIN;
