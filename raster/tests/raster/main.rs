//! Rasters against GDAL: the fixtures are what rasterio wrote (`tests/fixtures/make.py`).
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends by a panic")]

mod envi;
mod fixture;
mod geotiff_pixels;
mod geotiff_place;
mod grid;
mod hostile;
mod limits;
mod reproject;
mod statistics;
mod windows;
mod written;
