//! Where in a sequence or an image: positions as vectors or as rotations.

mod learned;
mod rotary;
mod sinusoidal;

pub use learned::LearnedPosition;
pub use rotary::Rotary;
pub use sinusoidal::{sinusoidal_1d, sinusoidal_2d};
