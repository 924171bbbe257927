//! Layers that read a sequence step by step and keep a state.

mod gru;
mod lstm;
mod stack;

pub use gru::Gru;
pub use lstm::Lstm;
pub use stack::{Recurred, RecurrentConfig};
