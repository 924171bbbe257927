//! Writing: tiles of each band by itself, deflated, with what GDAL needs to place them.

use super::image::Predictor;
use super::{place, write_tags, write_tiles};
use crate::georeference::GeoKeys;
use crate::{Raster, RasterError, SampleType};
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
    let crs = raster.georeference().and_then(|place| place.crs.as_ref());
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
    let pixels = raster.values().len() as u64 * raster.sample_type().bytes() as u64;
    let file = scratch.as_file();
    let big = options.big.unwrap_or(pixels > SMALL);
    let written = if big {
        TiffEncoder::new_big(file).and_then(|file| encode(file, raster, keys.as_ref(), options))
    } else {
        TiffEncoder::new(file).and_then(|file| encode(file, raster, keys.as_ref(), options))
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
    keys: Option<&GeoKeys>,
    options: &WriteOptions,
) -> TiffResult<()> {
    let mut directory = file.image_directory()?;
    let predictor = match raster.sample_type() {
        _ if options.level == 0 => Predictor::None,
        SampleType::F32 | SampleType::F64 => Predictor::FloatingPoint,
        _ => Predictor::Differences,
    };
    write_tags::image(&mut directory, raster, options, predictor)?;
    if let Some(georeference) = raster.georeference() {
        write_tags::place(&mut directory, georeference, keys)?;
    }
    let (mut offsets, mut counts) = (Vec::new(), Vec::new());
    write_tiles::each(raster, options, predictor, |tile| {
        counts.push(K::convert_offset(tile.len() as u64)?);
        offsets.push(K::convert_offset(directory.write_data(tile)?)?);
        TiffResult::Ok(())
    })?;
    directory.write_tag(Tag::TileOffsets, K::convert_slice(&offsets))?;
    directory.write_tag(Tag::TileByteCounts, K::convert_slice(&counts))?;
    directory.finish()
}
