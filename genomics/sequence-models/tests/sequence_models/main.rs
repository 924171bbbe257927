//! Networks that read sequences: gradients, strands, splits, and small trainings.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod checkpoints;
mod data;
mod embeddings;
mod foreign;
mod networks;
mod recorded;
mod training;
