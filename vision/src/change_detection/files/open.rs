use super::DateFileError;
use crate::change_detection::polygons::Affine;
use crate::image_io::{self, Image, Stored};
use neuron_raster::georeference::GeoReference;
use neuron_raster::grid::Grid;
use neuron_raster::reproject::{Kernel, Warp};
use neuron_raster::{Limits, Raster, RasterError, SampleType, Window};
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
    /// Its pixels and where they lie, where the file says so.
    #[must_use]
    pub fn grid(&self) -> Option<Grid> {
        let georeference = self.georeference.clone()?;
        Some(Grid { width: self.image.width, height: self.image.height, georeference })
    }

    /// From its pixels to the map, where the file says so and the transform has an inverse.
    #[must_use]
    pub fn transform(&self) -> Option<Affine> {
        self.georeference.as_ref().and_then(|place| Affine::new(place.transform).ok())
    }
}

/// Reads one date, by its content: PNG, JPEG or BMP; GeoTIFF; or the data file of an ENVI pair, with its header
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

/// Reads one date as it is on the pixels of `grid`: TIFF or ENVI that say where they lie. What the file does
/// not show becomes NaN.
///
/// # Errors
/// As [`open`], and where the file does not say where it lies or its reference system cannot be computed.
pub fn open_on(path: &Path, grid: Grid, kernel: Kernel) -> Result<DateFile, DateFileError> {
    let limits = Limits { pixel_bytes: MOST_BYTES / 4, ..Limits::default() };
    let source = neuron_raster::open(path, limits)?.read_all()?;
    // Means of whole numbers are none, and nodata is NaN.
    let bands = 0..source.bands();
    let mut values = Vec::with_capacity(source.values().len());
    for band in bands.clone() {
        values.extend(source.band_f32(band)?);
    }
    let (names, place) = (source.band_names().to_vec(), source.georeference().cloned());
    let real = Raster::new(source.width(), source.height(), names, values)?;
    let real = real.with_georeference(place).with_nodata(Some(f64::NAN));
    let window = Window::whole(grid.width, grid.height);
    let limits = Limits { pixel_bytes: MOST_BYTES, ..Limits::default() };
    let warped = Warp::new(&real, grid, kernel, limits).map_err(|cause| match cause {
        RasterError::Mismatch { index: 0, what } => {
            RasterError::Unsupported { file: path.to_owned(), what }
        }
        other => other,
    })?;
    let raster = warped.read(window, &bands.collect::<Vec<_>>())?;
    let georeference = raster.georeference().cloned();
    Ok(DateFile { image: image(&raster)?, georeference })
}

/// True for the first bytes of a PNG, a JPEG, or a BMP that is as long as it says: two letters alone may be pixels of
/// an ENVI file. What cannot be opened is left to the reader of rasters.
fn is_picture(path: &Path) -> bool {
    let mut start = [0; 6];
    let read = File::open(path).and_then(|mut file| {
        file.read_exact(&mut start)?;
        Ok(file.metadata()?.len())
    });
    let [b'B', b'M', length @ ..] = start else {
        return read.is_ok()
            && (start.starts_with(b"\x89PNG") || start.starts_with(&[0xff, 0xd8, 0xff]));
    };
    read.is_ok_and(|bytes| bytes == u64::from(u32::from_le_bytes(length)))
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
