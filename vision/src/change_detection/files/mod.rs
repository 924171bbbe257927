//! Dates from files, and maps into files.

mod error;
mod grey;
mod mask;
mod open;

pub use error::DateFileError;
pub use grey::grey;
pub use mask::{MaskFormat, mask_picture, mask_raster};
pub use open::{DateFile, open, open_on};
