//! Tokens, k-mers and embeddings of sequences, and classifiers on them.
#![forbid(unsafe_code)]
