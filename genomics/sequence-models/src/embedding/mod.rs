//! Vectors of sequences by a network, behind the interface that k-mers and LSH have, too
//! ([`SequenceEmbedding`](neuron_sequence_features::embeddings::SequenceEmbedding)).

mod batches;
mod network;
mod open;
mod windows;

pub use network::NetworkEmbedding;
