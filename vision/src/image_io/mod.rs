//! Image files to numbers, and numbers to pictures.

mod picture;
mod read;

pub use picture::picture;
pub use read::{Image, read};
