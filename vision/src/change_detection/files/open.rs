use super::DateFileError;
use crate::change_detection::polygons::Affine;
use crate::image_io::{self, Image, Stored};
use neuron_raster::georeference::GeoReference;
use neuron_raster::{Limits, Raster, RasterError, SampleType};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Most bytes of the pixels of a date.
const MOST_BYTES: u64 = 512 << 20;

/// An image and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct DateFile {
    /// The image.
    pub image: Image,
    /// Where it lies on a map, where the file says so.
    pub georeference: Option<GeoReference>,
}

impl DateFile {
    /// From its pixels to the map, where the file says so and the transform has an inverse.
    #[must_use]
    pub fn transform(&self) -> Option<Affine> {
        self.georeference.as_ref().and_then(|place| Affine::new(place.transform).ok())
    }
}

/// Reads one date, by its content: PNG or JPEG; GeoTIFF; or the data file of an ENVI pair, with its header
/// (`NAME.hdr`) beside it. No data becomes NaN.
///
/// # Errors
/// Where it cannot be read, or its pixels take more than 512 MiB.
pub fn open(path: &Path) -> Result<DateFile, DateFileError> {
    if is_picture(path) {
        return Ok(DateFile { image: image_io::read(path)?, georeference: None });
    }
    // Pixels become f32, which may be four times as many bytes.
    let limits = Limits { pixel_bytes: MOST_BYTES / 4, ..Limits::default() };
    let raster = neuron_raster::open(path, limits)?.read_all()?;
    let georeference = raster.georeference().cloned();
    Ok(DateFile { image: image(&raster)?, georeference })
}

/// True for the first bytes of a PNG or JPEG. What cannot be opened is left to the reader of rasters.
fn is_picture(path: &Path) -> bool {
    let mut start = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && (start == *b"\x89PNG" || start.starts_with(&[0xff, 0xd8, 0xff]))
}

fn image(raster: &Raster) -> Result<Image, RasterError> {
    let mut values = Vec::with_capacity(raster.values().len());
    for band in 0..raster.bands() {
        values.extend(raster.band_f32(band)?);
    }
    let has_gaps = values.iter().any(|value| value.is_nan());
    let stored = match raster.sample_type() {
        SampleType::U8 if !has_gaps => Stored::U8,
        SampleType::U16 if !has_gaps => Stored::U16,
        _ => Stored::F32,
    };
    // Some names are as good as none.
    let named = raster.band_names().iter().all(|name| !name.is_empty());
    let band_names = if named { raster.band_names().to_vec() } else { Vec::new() };
    let (bands, height, width) = (raster.bands(), raster.height(), raster.width());
    Ok(Image { bands, height, width, values, stored, band_names })
}
