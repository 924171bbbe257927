//! Georeferenced images: rasters of any number of bands, where they lie on the Earth, and the files
//! that hold them.
//!
//! | module | what |
//! |-|-|
//! | [`Raster`], [`Values`], [`SampleType`] | pixels of one type, band after band, with names and nodata |
//! | [`georeference`] | pixel ↔ map coordinates, and the reference system they are in |
//! | [`geotiff`] | GeoTIFF and BigTIFF: read by window, written for GDAL |
//! | [`envi`] | ENVI: a header of text beside plain samples, read by window |
//! | [`grid`] | tiles and their blending, mosaics, resampling onto another grid |
//! | [`reproject`] | from one reference system and grid onto another, by window |
//! | [`statistics`] | least, greatest, mean, deviation and percentiles of bands, by window |
//! | [`PixelMask`] | which pixels count |
//! | [`open()`] | opens either format, by what is in the file |
//!
//! Files are taken as hostile: declared sizes are held against [`Limits`] before memory is taken,
//! and whatever is wrong with a file is a [`RasterError`].
#![forbid(unsafe_code)]

pub mod envi;
mod error;
pub mod georeference;
pub mod geotiff;
pub mod grid;
mod limits;
mod mask;
mod open;
mod positioned_file;
mod raster;
pub mod reproject;
mod sample;
mod source;
pub mod statistics;
mod values;
mod window;

pub use error::RasterError;
pub use limits::Limits;
pub use mask::{AllMasks, BandMask, PixelMask};
pub use open::{RasterFile, open};
pub use positioned_file::ByteSource;
pub use raster::Raster;
pub use sample::{Sample, SampleType};
pub use source::RasterSource;
pub use values::Values;
pub use window::Window;
