//! Maps: a value for each pixel.

use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::{self, WriteOptions};
use neuron_raster::{Raster, RasterError, Values};
use std::path::Path;

/// A value for each pixel, row by row; NaN where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// How many columns.
    pub columns: usize,
    /// The values.
    pub values: Vec<f32>,
}

impl Map {
    /// The value of a pixel; nothing outside the map.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<f32> {
        let inside = column < self.columns;
        inside.then(|| self.values.get(row * self.columns + column).copied()).flatten()
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }
}

/// Writes each map as `NAME.tif` into a folder, which is made where there is none: GeoTIFF of one band of 32-bit
/// floats, NaN as no data, at the place of the images where that is known.
///
/// # Errors
/// Where a file cannot be written; each is whole or not there.
pub fn write_maps(
    folder: &Path,
    maps: &[(&str, &Map)],
    place: Option<&GeoReference>,
) -> Result<(), RasterError> {
    std::fs::create_dir_all(folder).map_err(|source| RasterError::Io {
        what: "create",
        file: folder.to_owned(),
        source,
    })?;
    for (name, map) in maps {
        let values = Values::from(map.values.clone());
        let raster = Raster::new(map.columns, map.rows(), vec![(*name).to_owned()], values)?;
        let raster = raster.with_georeference(place.cloned()).with_nodata(Some(f64::NAN));
        geotiff::write(&folder.join(format!("{name}.tif")), &raster, &WriteOptions::default())?;
    }
    Ok(())
}
