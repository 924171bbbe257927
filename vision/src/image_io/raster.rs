//! TIFF: any number of bands, stored pixel by pixel or plane by plane, in strips or tiles, also in
//! files of more than 4 GiB (BigTIFF) and of either byte order.
//!
//! The crate `tiff` reads types that [`neuron_raster`] refuses, since maps do not come in them: 8-bit
//! signed, 64-bit and half-precision numbers, and single bits.

use super::read::{MOST_BYTES, check_extent, check_length};
use super::{Image, Stored};
use neuron_raster::SampleType;
use neuron_raster::geotiff::gdal_band_names;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::{PlanarConfiguration, Tag};

/// XML with the names of the bands, as GDAL writes it.
const GDAL_METADATA: Tag = Tag::Unknown(42112);

/// Decodes the first image of a file of so many `bytes`. The error says what is wrong with the file.
pub(super) fn decode(file: BufReader<File>, bytes: u64, path: &Path) -> Result<Image, String> {
    let damaged = |error: TiffError| format!("cannot be decoded: {error}");
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_BYTES as usize;
    limits.intermediate_buffer_size = MOST_BYTES as usize;
    let mut decoder = Decoder::new(file).map_err(damaged)?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    check_extent(width, height)?;
    let size = width as usize * height as usize;
    let stated = decoder.find_tag_unsigned::<u16>(Tag::SamplesPerPixel).map_err(damaged)?;
    let bands = usize::from(stated.unwrap_or(1));
    if (size * bands) as u64 * 4 > MOST_BYTES {
        return Err(format!(
            "is {bands} bands of {width}×{height} pixels, expected at most 512 MiB"
        ));
    }
    check_length(bytes, (size * bands) as u64)?;
    let planar = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration).map_err(damaged)?
        == Some(PlanarConfiguration::Planar.to_u16());
    let missing =
        text(&mut decoder, Tag::GdalNodata).and_then(|text| text.trim().parse::<f32>().ok());
    let mut band_names =
        text(&mut decoder, GDAL_METADATA).map_or_else(Vec::new, |xml| gdal_band_names(&xml, bands));
    // Names of some bands alone tell nobody which those are.
    if band_names.iter().any(String::is_empty) {
        band_names.clear();
    }
    let tiled = decoder.find_tag(Tag::TileWidth).map_err(damaged)?.is_some();
    let (stored, samples) = if planar && tiled {
        planes_of_tiles(path)?
    } else {
        let mut samples = DecodingResult::U8(Vec::new());
        decoder.read_image_to_buffer(&mut samples).map_err(damaged)?;
        real(samples)
    };
    if samples.len() != size * bands {
        return Err(format!(
            "gave {} values, expected {bands} bands of {width}×{height} pixels",
            samples.len()
        ));
    }
    let mut values = if planar || bands == 1 {
        samples
    } else {
        let plane = |band: usize| samples.iter().skip(band).step_by(bands).copied();
        (0..bands).flat_map(plane).collect()
    };
    let mut stored = stored;
    if let Some(missing) = missing.filter(|missing| values.contains(missing)) {
        stored = Stored::F32;
        values.iter_mut().filter(|value| **value == missing).for_each(|value| *value = f32::NAN);
    }
    Ok(Image { bands, height: height as usize, width: width as usize, values, stored, band_names })
}

/// Tiles of one band each, whose last rows lie outside the image: `tiff` 0.11 takes them for an error of
/// its own, and panics.
fn planes_of_tiles(path: &Path) -> Result<(Stored, Vec<f32>), String> {
    let limits = neuron_raster::Limits { pixel_bytes: MOST_BYTES, ..Default::default() };
    let raster = neuron_raster::open(path, limits).and_then(|file| file.read_all());
    // Missing values are found by the caller.
    let raster = raster.map_err(|error| error.to_string())?.with_nodata(None);
    let mut values = Vec::with_capacity(raster.values().len());
    for band in 0..raster.bands() {
        values.extend(raster.band_f32(band).map_err(|error| error.to_string())?);
    }
    let stored = match raster.sample_type() {
        SampleType::U8 => Stored::U8,
        SampleType::U16 => Stored::U16,
        _ => Stored::F32,
    };
    Ok((stored, values))
}

/// The values as they are, and how they were stored.
fn real(samples: DecodingResult) -> (Stored, Vec<f32>) {
    fn all<T>(values: Vec<T>, real: impl Fn(T) -> f32) -> Vec<f32> {
        values.into_iter().map(real).collect()
    }
    match samples {
        DecodingResult::U8(values) => (Stored::U8, all(values, f32::from)),
        DecodingResult::U16(values) => (Stored::U16, all(values, f32::from)),
        DecodingResult::U32(values) => (Stored::F32, all(values, |v| v as f32)),
        DecodingResult::U64(values) => (Stored::F32, all(values, |v| v as f32)),
        DecodingResult::I8(values) => (Stored::F32, all(values, f32::from)),
        DecodingResult::I16(values) => (Stored::F32, all(values, f32::from)),
        DecodingResult::I32(values) => (Stored::F32, all(values, |v| v as f32)),
        DecodingResult::I64(values) => (Stored::F32, all(values, |v| v as f32)),
        DecodingResult::F16(values) => (Stored::F32, all(values, f32::from)),
        DecodingResult::F32(values) => (Stored::F32, values),
        DecodingResult::F64(values) => (Stored::F32, all(values, |v| v as f32)),
    }
}

/// The text of a tag, where the file has it.
fn text(decoder: &mut Decoder<BufReader<File>>, tag: Tag) -> Option<String> {
    decoder.get_tag_ascii_string(tag).ok()
}
