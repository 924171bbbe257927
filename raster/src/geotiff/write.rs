//! Writing: tiles of each band by itself, deflated, with what GDAL needs to place them. Pixels are
//! asked for a row of tiles at a time.

use super::image::Predictor;
use super::{place, write_tags, write_tiles};
use crate::georeference::{GeoKeys, GeoReference};
use crate::{Raster, RasterError, RasterSource, SampleType, Window};
use std::fs::File;
use std::path::Path;
use tiff::encoder::{TiffEncoder, TiffKind};
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

/// What is to be written, but its pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Names of the bands, which are as many; empty where one has none.
    pub band_names: Vec<String>,
    /// What a sample is stored as.
    pub sample_type: SampleType,
    /// Where the image lies.
    pub georeference: Option<GeoReference>,
    /// The value that stands for a missing one.
    pub nodata: Option<f64>,
}

impl Shape {
    /// That of a raster.
    #[must_use]
    pub fn of(raster: &Raster) -> Self {
        Self {
            width: raster.width(),
            height: raster.height(),
            band_names: raster.band_names().to_vec(),
            sample_type: raster.sample_type(),
            georeference: raster.georeference().cloned(),
            nodata: raster.nodata(),
        }
    }
}

/// Writes a raster, whole or not at all: a file beside `path` takes its name when it is complete.
///
/// # Errors
/// [`RasterError::Setting`] for options out of range, [`RasterError::Unsupported`] for more than a
/// TIFF holds, [`RasterError::Io`] where the file cannot be written. What was at `path` stays then.
pub fn write(path: &Path, raster: &Raster, options: &WriteOptions) -> Result<(), RasterError> {
    let bands: Vec<usize> = (0..raster.bands()).collect();
    write_rows(path, &Shape::of(raster), options, |window| {
        RasterSource::read(raster, window, &bands)
    })
}

/// Writes an image whose pixels are given by `rows`, a row of tiles at a time from the top on: all
/// bands of a window that is as wide as the image. So an image may be larger than memory.
///
/// # Errors
/// As [`write()`]; and whatever `rows` says. Rows of another extent or type than the
/// shape's are an error of writing. What was at `path` stays then.
pub fn write_rows<E: From<RasterError>>(
    path: &Path,
    shape: &Shape,
    options: &WriteOptions,
    mut rows: impl FnMut(Window) -> Result<Raster, E>,
) -> Result<(), E> {
    check(path, shape, options)?;
    let crs = shape.georeference.as_ref().and_then(|place| place.crs.as_ref());
    let unsupported = |what| RasterError::Unsupported { file: path.to_owned(), what };
    let keys = crs.map(place::keys_of).transpose().map_err(unsupported)?;
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
    let samples = [shape.width, shape.height, shape.band_names.len(), shape.sample_type.bytes()];
    let pixels = samples.iter().fold(1_u64, |all, &extent| all.saturating_mul(extent as u64));
    let file = scratch.as_file();
    let big = options.big.unwrap_or(pixels > SMALL);
    // What the rows say is kept here, as the encoder's errors are its own.
    let mut said = None;
    let mut ask = |window: Window| match rows(window) {
        Ok(raster) => Ok(raster),
        Err(error) => {
            said = Some(error);
            Err(TiffError::IoError(std::io::Error::other("no rows")))
        }
    };
    let keys = keys.as_ref();
    let written = if big {
        TiffEncoder::new_big(file).and_then(|file| encode(file, shape, keys, options, &mut ask))
    } else {
        TiffEncoder::new(file).and_then(|file| encode(file, shape, keys, options, &mut ask))
    };
    if let Some(error) = said {
        return Err(error);
    }
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

fn check(path: &Path, shape: &Shape, options: &WriteOptions) -> Result<(), RasterError> {
    if !(16..=4096).contains(&options.tile) || !options.tile.is_multiple_of(16) {
        let (expected, found) = ("a multiple of 16 from 16 to 4096", options.tile.to_string());
        return Err(RasterError::Setting { name: "tile", expected, found });
    }
    if options.level > 9 {
        let (expected, found) = ("0 to 9", options.level.to_string());
        return Err(RasterError::Setting { name: "level", expected, found });
    }
    let extents = [shape.width, shape.height, shape.band_names.len()];
    let fits = u32::try_from(shape.width).is_ok()
        && u32::try_from(shape.height).is_ok()
        && u16::try_from(shape.band_names.len()).is_ok();
    if !fits || extents.contains(&0) {
        let what = "a TIFF has 1 to 4294967295 rows and columns and 1 to 65535 bands".to_owned();
        return Err(RasterError::Unsupported { file: path.to_owned(), what });
    }
    Ok(())
}

fn encode<K: TiffKind>(
    mut file: TiffEncoder<&File, K>,
    shape: &Shape,
    keys: Option<&GeoKeys>,
    options: &WriteOptions,
    rows: &mut dyn FnMut(Window) -> TiffResult<Raster>,
) -> TiffResult<()> {
    let mut directory = file.image_directory()?;
    let predictor = match shape.sample_type {
        _ if options.level == 0 => Predictor::None,
        SampleType::F32 | SampleType::F64 => Predictor::FloatingPoint,
        _ => Predictor::Differences,
    };
    write_tags::image(&mut directory, shape, options, predictor)?;
    if let Some(georeference) = &shape.georeference {
        write_tags::place(&mut directory, georeference, keys)?;
    }
    let (across, down) = (shape.width.div_ceil(options.tile), shape.height.div_ceil(options.tile));
    let count = across * down * shape.band_names.len();
    let (mut offsets, mut counts) = (vec![0_u64; count], vec![0_u64; count]);
    for row in 0..down {
        let top = row * options.tile;
        let window = Window::new(0, top, shape.width, options.tile.min(shape.height - top));
        let raster = rows(window)?;
        let found = (raster.width(), raster.height(), raster.bands(), raster.sample_type());
        let expected = (window.width, window.height, shape.band_names.len(), shape.sample_type);
        if found != expected {
            let what = format!("rows of {found:?} were given, expected {expected:?}");
            return Err(TiffError::IoError(std::io::Error::other(what)));
        }
        write_tiles::each(&raster, options, predictor, |band, column, tile| {
            let place = (band * down + row) * across + column;
            counts[place] = tile.len() as u64;
            offsets[place] = directory.write_data(tile)?;
            TiffResult::Ok(())
        })?;
    }
    let convert = |values: Vec<u64>| {
        values.into_iter().map(K::convert_offset).collect::<TiffResult<Vec<_>>>()
    };
    let (offsets, counts) = (convert(offsets)?, convert(counts)?);
    directory.write_tag(Tag::TileOffsets, K::convert_slice(&offsets))?;
    directory.write_tag(Tag::TileByteCounts, K::convert_slice(&counts))?;
    directory.finish()
}
