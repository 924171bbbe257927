//! Random changes of training images that leave the class as it is.
//!
//! Each is drawn by the address (seed, epoch, image), so that a resumed run sees the same images.

mod band_gain;
mod erase;
mod pipeline;
mod shift;
mod symmetry;

pub(crate) use band_gain::band_gain;
pub(crate) use erase::erase;
pub use pipeline::Augmentation;
pub use symmetry::Symmetry;
