//! Sequences as vectors of constant length.
//!
//! Everything that makes a vector of a sequence is a [`SequenceEmbedding`], so that commands, clusterings and
//! classifiers do not ask which it is. [`embed_stream`] goes through any number of sequences in constant memory.

mod embedding;
mod kmer_profile;
mod lsh;
mod one_hot;
mod projection;
mod stream;

pub use embedding::SequenceEmbedding;
pub use kmer_profile::{KmerProfile, Scale};
pub use lsh::{LshEmbedding, LshOptions};
pub use one_hot::OneHot;
pub use projection::RandomProjection;
pub use stream::{StreamReport, VectorSink, embed_stream};
