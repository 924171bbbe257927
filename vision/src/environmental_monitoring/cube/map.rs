//! Maps: a value for each pixel.

use neuron_train::file_system::{FileError, FileSystem, create_folders, write_atomically};
use std::io::{self, Cursor};
use std::path::Path;
use tiff::encoder::{TiffEncoder, colortype::Gray32Float};
use tiff::tags::Tag;

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

/// Writes each map as `NAME.tif` into a folder: TIFF of one band of 32-bit floats, NaN where there is
/// nothing, said so in GDAL's tag. They have no place on Earth: that belongs to the images.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_maps(
    files: &dyn FileSystem,
    folder: &Path,
    maps: &[(&str, &Map)],
) -> Result<(), FileError> {
    create_folders(files, folder)?;
    for (name, map) in maps {
        let file = folder.join(format!("{name}.tif"));
        let bytes = encode(map)
            .map_err(|error| FileError::new("encode", &file, io::Error::other(error)))?;
        write_atomically(files, &file, |out| out.write_all(&bytes))?;
    }
    Ok(())
}

fn encode(map: &Map) -> Result<Vec<u8>, tiff::TiffError> {
    let mut bytes = Cursor::new(Vec::new());
    let side = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut encoder = TiffEncoder::new(&mut bytes)?;
    let mut image = encoder.new_image::<Gray32Float>(side(map.columns), side(map.rows()))?;
    image.encoder().write_tag(Tag::GdalNodata, "nan")?;
    image.write_data(&map.values)?;
    Ok(bytes.into_inner())
}
