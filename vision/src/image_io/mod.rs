//! Image files to numbers, and numbers to pictures.

mod image;
mod photo;
mod picture;
mod raster;
mod read;

pub use image::{Image, Stored};
pub use picture::picture;
pub use read::read;
