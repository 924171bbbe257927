//! How much embeddings know of classes that the encoder was never told.

mod linear;
mod minimise;
mod neighbours;
mod scores;

pub use linear::LinearProbe;
pub use neighbours::NearestNeighbours;
pub use scores::{Embedded, ProbeScores, probe};
