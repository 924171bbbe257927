//! Writing: tiles of each band by itself, deflated, with what GDAL needs to place them.

use super::image::Predictor;
use super::{gdal_metadata, place, tags, write_tiles};
use crate::georeference::{Affine, GeoReference};
use crate::{Raster, RasterError, SampleType};
use std::fs::File;
use std::path::Path;
use tiff::encoder::{DirectoryEncoder, TiffEncoder, TiffKind, TiffValue};
use tiff::tags::Tag;
use tiff::{TiffError, TiffResult};

/// How a GeoTIFF is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteOptions {
    /// Width and height of the tiles: a multiple of 16, from 16 to 4096.
    pub tile: usize,
    /// Effort of deflate, 1 to 9; 0 writes tiles that are not compressed.
    pub level: u32,
    /// Whether to write a BigTIFF; by itself only what may grow above 4 GB.
    pub big: Option<bool>,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self { tile: 256, level: 6, big: None }
    }
}

/// Bytes of pixels above which offsets of 32 bits may not do: tiles may be filled up, and grow.
const SMALL: u64 = 3 << 30;

/// Writes a raster, whole or not at all: a file beside `path` takes its name when it is complete.
///
/// # Errors
/// [`RasterError::Setting`] for options out of range, [`RasterError::Unsupported`] for more than a
/// TIFF holds, [`RasterError::Io`] where the file cannot be written. What was at `path` stays then.
pub fn write(path: &Path, raster: &Raster, options: &WriteOptions) -> Result<(), RasterError> {
    if !(16..=4096).contains(&options.tile) || !options.tile.is_multiple_of(16) {
        let (expected, found) = ("a multiple of 16 from 16 to 4096", options.tile.to_string());
        return Err(RasterError::Setting { name: "tile", expected, found });
    }
    if options.level > 9 {
        let (expected, found) = ("0 to 9", options.level.to_string());
        return Err(RasterError::Setting { name: "level", expected, found });
    }
    let fits = u32::try_from(raster.width()).is_ok()
        && u32::try_from(raster.height()).is_ok()
        && u16::try_from(raster.bands()).is_ok();
    if !fits {
        let what = "a TIFF has at most 4294967295 rows and columns and 65535 bands".to_owned();
        return Err(RasterError::Unsupported { file: path.to_owned(), what });
    }
    let failed = |source| RasterError::Io { what: "write", file: path.to_owned(), source };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut scratch = tempfile::Builder::new();
    scratch.prefix(".writing-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file; the system takes away what the user's mask has.
        scratch.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let scratch = scratch.tempfile_in(parent.unwrap_or(Path::new("."))).map_err(failed)?;
    let pixels = raster.values().len() as u64 * raster.sample_type().bytes() as u64;
    let file = scratch.as_file();
    let big = options.big.unwrap_or(pixels > SMALL);
    let written = if big {
        TiffEncoder::new_big(file).and_then(|file| encode(file, raster, options, true))
    } else {
        TiffEncoder::new(file).and_then(|file| encode(file, raster, options, false))
    };
    written.map_err(|error| {
        failed(match error {
            TiffError::IoError(error) => error,
            other => std::io::Error::other(other.to_string()),
        })
    })?;
    scratch.as_file().sync_all().map_err(failed)?;
    scratch.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

fn encode<K: TiffKind>(
    mut file: TiffEncoder<&File, K>,
    raster: &Raster,
    options: &WriteOptions,
    big: bool,
) -> TiffResult<()>
where
    K::OffsetType: TiffValue,
{
    let mut directory = file.image_directory()?;
    let predictor = match raster.sample_type() {
        _ if options.level == 0 => Predictor::None,
        SampleType::F32 | SampleType::F64 => Predictor::FloatingPoint,
        _ => Predictor::Differences,
    };
    describe(&mut directory, raster, options, predictor)?;
    let (mut offsets, mut counts) = (Vec::new(), Vec::new());
    write_tiles::each(raster, options, predictor, |tile| {
        counts.push(tile.len() as u64);
        offsets.push(directory.write_data(tile)?);
        TiffResult::Ok(())
    })?;
    for (tag, values) in [(Tag::TileOffsets, offsets), (Tag::TileByteCounts, counts)] {
        if big {
            directory.write_tag(tag, &values[..])?;
        } else {
            let short: Result<Vec<u32>, _> = values.into_iter().map(u32::try_from).collect();
            directory.write_tag(tag, &short?[..])?;
        }
    }
    directory.finish()?;
    Ok(())
}

/// All tags but those of the tiles' places.
fn describe<K: TiffKind>(
    directory: &mut DirectoryEncoder<'_, &File, K>,
    raster: &Raster,
    options: &WriteOptions,
    predictor: Predictor,
) -> TiffResult<()> {
    let bands = raster.bands();
    let (bits, format): (u16, u16) = match raster.sample_type() {
        SampleType::U8 => (8, 1),
        SampleType::U16 => (16, 1),
        SampleType::U32 => (32, 1),
        SampleType::I16 => (16, 2),
        SampleType::I32 => (32, 2),
        SampleType::F32 => (32, 3),
        SampleType::F64 => (64, 3),
    };
    let tag = |number: u16| Tag::from_u16_exhaustive(number);
    directory.write_tag(tag(tags::IMAGE_WIDTH), raster.width() as u32)?;
    directory.write_tag(tag(tags::IMAGE_LENGTH), raster.height() as u32)?;
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
    if let Some(nodata) = raster.nodata() {
        let text = if nodata.is_nan() { "nan".to_owned() } else { nodata.to_string() };
        directory.write_tag(tag(tags::GDAL_NODATA), &text[..])?;
    }
    if let Some(xml) = gdal_metadata::xml(raster.band_names()) {
        directory.write_tag(tag(tags::GDAL_METADATA), &xml[..])?;
    }
    raster.georeference().map_or(Ok(()), |georeference| describe_place(directory, georeference))
}

fn describe_place<K: TiffKind>(
    directory: &mut DirectoryEncoder<'_, &File, K>,
    georeference: &GeoReference,
) -> TiffResult<()> {
    let [x, a, b, y, c, d]: Affine = georeference.transform;
    if b == 0.0 && c == 0.0 && d < 0.0 && a > 0.0 {
        directory.write_tag(Tag::ModelPixelScaleTag, &[a, -d, 0.0][..])?;
        directory.write_tag(Tag::ModelTiepointTag, &[0.0, 0.0, 0.0, x, y, 0.0][..])?;
    } else {
        let rows = [[a, b, 0.0, x], [c, d, 0.0, y], [0.0; 4], [0.0, 0.0, 0.0, 1.0]];
        directory.write_tag(Tag::ModelTransformationTag, &rows.concat()[..])?;
    }
    if let Some(crs) = &georeference.crs {
        let keys = place::keys_of(crs);
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
