//! GeoTIFF (OGC 19-008r4) on TIFF 6.0 and BigTIFF, with GDAL's tags for nodata and names.
//!
//! [`GeoTiff`] reads: the directory when the file is opened, and of the pixels only the strips or
//! tiles that a window needs. [`write()`] writes tiles that GDAL opens at the right place;
//! [`write_rows()`] does so without holding the image.
//!
//! | part | read |
//! |-|-|
//! | order of bytes, size of offsets | both; TIFF and BigTIFF |
//! | samples | u8, u16, u32, i16, i32, f32, f64 |
//! | layout | strips and tiles, bands pixel by pixel and plane by plane, sparse tiles |
//! | compression | none, LZW, deflate, PackBits, Zstandard, JPEG of 8 bits |
//! | predictor | none, differences (2), floating point (3) |
//!
//! The directory is read here and not by the crate `tiff`, which takes no limits before it has read
//! the first one, and reads no tiles side by side. The crate writes, and tests read with it.

mod byte_reader;
mod chunk;
mod codec;
mod decode;
mod directory;
mod gdal_metadata;
mod header;
mod image;
mod layout;
mod place;
mod plan;
mod predictor;
mod reader;
mod scatter;
mod tags;
mod write;
mod write_tags;
mod write_tiles;

pub use gdal_metadata::names as gdal_band_names;
pub use header::is_tiff;
pub use image::Compression;
pub use reader::GeoTiff;
pub use write::{Shape, WriteOptions, write, write_rows};
