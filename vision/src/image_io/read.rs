use super::{Image, photo, raster};
use crate::datasets::DatasetError;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// Longest side of an image, in pixels.
pub(super) const MOST_PIXELS: u32 = 16_384;

/// Most memory that decoding an image may take, in bytes.
pub(super) const MOST_BYTES: u64 = 512 << 20;

/// Most values that a byte of a file can hold: a fax (ITU-T T.6) repeats a row by a single bit, and a row
/// has at most [`MOST_PIXELS`]; all other lossless compressions stay far below. A header that promises
/// more is damaged, or made to take memory.
const MOST_VALUES_A_BYTE: u64 = 8 * MOST_PIXELS as u64;

/// Reads a PNG, JPEG or TIFF file, or a BMP. What it is is told by its content, not by its name: there are
/// `.jp2` files that are TIFF inside.
///
/// # Errors
/// [`DatasetError::File`] where it cannot be read or decoded, has a side of more than 16,384 pixels
/// or would take more than 512 MiB.
pub fn read(path: &Path) -> Result<Image, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_path_buf(), what };
    let cannot_open = |error: std::io::Error| wrong(format!("cannot be opened: {error}"));
    let mut file = BufReader::new(File::open(path).map_err(cannot_open)?);
    let bytes = file.get_ref().metadata().map_err(cannot_open)?.len();
    let mut start = Vec::new();
    file.by_ref().take(8).read_to_end(&mut start).map_err(cannot_open)?;
    file.rewind().map_err(cannot_open)?;
    match start.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => photo::decode(file, bytes, image::ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => photo::decode(file, bytes, image::ImageFormat::Jpeg),
        // Labels of older collections.
        [b'B', b'M', ..] => photo::decode(file, bytes, image::ImageFormat::Bmp),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => {
            raster::decode(file, bytes, path)
        }
        [] => Err("is empty, expected PNG, JPEG or TIFF".into()),
        _ => Err("is no image, expected PNG, JPEG or TIFF".into()),
    }
    .map_err(wrong)
}

/// Says that an image is too large to be decoded, if it is.
pub(super) fn check_extent(width: u32, height: u32) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err(format!("is {width}×{height} pixels, expected at least 1×1"));
    }
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(format!("is {width}×{height} pixels, expected at most {MOST_PIXELS} a side"));
    }
    Ok(())
}

/// Says that a file is too short for what its header promises, if it is.
pub(super) fn check_length(bytes: u64, values: u64) -> Result<(), String> {
    if values > bytes.saturating_mul(MOST_VALUES_A_BYTE) {
        return Err(format!("promises {values} values in {bytes} bytes, which cannot hold them"));
    }
    Ok(())
}
