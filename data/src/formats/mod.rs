//! Readers of the formats that datasets are published in.

mod error;
mod idx;
mod image_folder;
mod npy;
mod npy_header;
mod npz;
#[cfg(feature = "parquet")]
mod parquet_images;

pub use error::FormatError;
pub use idx::{Idx, IdxData};
pub use image_folder::ImageFolder;
pub use npy::Npy;
pub use npz::Npz;
#[cfg(feature = "parquet")]
pub use parquet_images::{ParquetImage, ParquetImages};
