//! Clusters, bins and taxonomy of sequences.
#![forbid(unsafe_code)]
