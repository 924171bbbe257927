//! What is simulated is what was asked for.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod alignments;
mod errors;
mod files;
mod metagenomes;
mod references;
mod rejected;
mod variants;
