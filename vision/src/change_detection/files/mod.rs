//! Dates from files, and maps into files.

mod error;
mod mask;
mod open;

pub use error::DateFileError;
pub use mask::{MaskFormat, mask_picture, mask_raster};
pub use open::{DateFile, open};
