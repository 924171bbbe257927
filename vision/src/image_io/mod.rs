//! Image files to numbers, and numbers to pictures.

mod image;
mod photo;
mod picture;
mod raster;
mod read;

pub use image::{Image, Stored};
pub(crate) use picture::{colours, encode_png};
pub use picture::{picture, picture_like};
pub use read::read;
