//! Masked pre-training: masks, MAE and SimMIM, probes of embeddings.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod gradients;
mod leaks;
mod losses;
mod made;
mod masks;
mod probes;
mod tokens;
