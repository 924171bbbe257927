//! What a network is fed: square parts of images, cut at random for training and along a grid for
//! evaluation, image and mask always alike.

mod augmentation;
mod cut;
mod elastic;
mod training;
mod windows;

pub use augmentation::TileAugmentation;
pub use training::TrainingTiles;
pub use windows::{WindowTiles, windows_once};
