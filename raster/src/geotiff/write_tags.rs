//! Tags of an image that is written, but those of its tiles' places.

use super::image::Predictor;
use super::write::{Shape, WriteOptions};
use super::{gdal_metadata, tags};
use crate::SampleType;
use crate::georeference::{Affine, GeoKeys, GeoReference};
use std::fs::File;
use tiff::TiffResult;
use tiff::encoder::{DirectoryEncoder, TiffKind};
use tiff::tags::Tag;

/// What the pixels are and how they are stored.
pub(super) fn image<K: TiffKind>(
    directory: &mut DirectoryEncoder<'_, &File, K>,
    shape: &Shape,
    options: &WriteOptions,
    predictor: Predictor,
) -> TiffResult<()> {
    let bands = shape.band_names.len();
    let (bits, format): (u16, u16) = match shape.sample_type {
        SampleType::U8 => (8, 1),
        SampleType::U16 => (16, 1),
        SampleType::U32 => (32, 1),
        SampleType::I16 => (16, 2),
        SampleType::I32 => (32, 2),
        SampleType::F32 => (32, 3),
        SampleType::F64 => (64, 3),
    };
    let tag = |number: u16| Tag::from_u16_exhaustive(number);
    directory.write_tag(tag(tags::IMAGE_WIDTH), shape.width as u32)?;
    directory.write_tag(tag(tags::IMAGE_LENGTH), shape.height as u32)?;
    directory.write_tag(tag(tags::BITS_PER_SAMPLE), &vec![bits; bands][..])?;
    directory.write_tag(tag(tags::SAMPLE_FORMAT), &vec![format; bands][..])?;
    directory.write_tag(tag(tags::COMPRESSION), if options.level == 0 { 1_u16 } else { 8 })?;
    // The least value is black: bands are no colours.
    directory.write_tag(tag(tags::PHOTOMETRIC), 1_u16)?;
    directory.write_tag(tag(tags::SAMPLES_PER_PIXEL), bands as u16)?;
    directory.write_tag(tag(tags::PLANAR_CONFIGURATION), 2_u16)?;
    if bands > 1 {
        directory.write_tag(tag(tags::EXTRA_SAMPLES), &vec![0_u16; bands - 1][..])?;
    }
    match predictor {
        Predictor::None => {}
        Predictor::Differences => directory.write_tag(tag(tags::PREDICTOR), 2_u16)?,
        Predictor::FloatingPoint => directory.write_tag(tag(tags::PREDICTOR), 3_u16)?,
    }
    directory.write_tag(tag(tags::TILE_WIDTH), options.tile as u32)?;
    directory.write_tag(tag(tags::TILE_LENGTH), options.tile as u32)?;
    if let Some(nodata) = shape.nodata {
        let text = if nodata.is_nan() { "nan".to_owned() } else { nodata.to_string() };
        directory.write_tag(tag(tags::GDAL_NODATA), &text[..])?;
    }
    if let Some(xml) = gdal_metadata::xml(&shape.band_names) {
        directory.write_tag(tag(tags::GDAL_METADATA), &xml[..])?;
    }
    Ok(())
}

/// Where the image lies.
pub(super) fn place<K: TiffKind>(
    directory: &mut DirectoryEncoder<'_, &File, K>,
    georeference: &GeoReference,
    keys: Option<&GeoKeys>,
) -> TiffResult<()> {
    let [x, a, b, y, c, d]: Affine = georeference.transform;
    if b == 0.0 && c == 0.0 && d < 0.0 && a > 0.0 {
        directory.write_tag(Tag::ModelPixelScaleTag, &[a, -d, 0.0][..])?;
        directory.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, x, y, 0.0][..])?;
    } else {
        let rows = [[a, b, 0.0, x], [c, d, 0.0, y], [0.0; 4], [0.0, 0.0, 0.0, 1.0]];
        directory.write_tag(Tag::ModelTransformationTag, &rows.concat()[..])?;
    }
    if let Some(keys) = keys {
        directory.write_tag(Tag::GeoKeyDirectoryTag, &keys.directory[..])?;
        if !keys.doubles.is_empty() {
            directory.write_tag(Tag::GeoDoubleParamsTag, &keys.doubles[..])?;
        }
        // The tag's type is of ASCII, and the places of its texts count its bytes.
        if !keys.ascii.is_empty() && keys.ascii.is_ascii() {
            directory.write_tag(Tag::GeoAsciiParamsTag, &keys.ascii[..])?;
        }
    }
    Ok(())
}
