//! Dates from files, and maps into files.

mod envi;
mod mask;
mod open;

pub use mask::{MaskFormat, mask_file};
pub use open::{DateFile, open};
