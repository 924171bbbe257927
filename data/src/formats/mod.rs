//! Readers of the formats that datasets are published in.

mod error;
mod idx;
mod image_folder;
#[cfg(feature = "parquet")]
mod parquet_images;

pub use error::FormatError;
pub use idx::{Idx, IdxData};
pub use image_folder::ImageFolder;
#[cfg(feature = "parquet")]
pub use parquet_images::{ParquetImage, ParquetImages};
