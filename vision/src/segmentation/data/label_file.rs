//! Masks as files hold them: ids, not shades.

use crate::datasets::DatasetError;
use crate::image_io;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Most bytes that decoding a palette's indices may take.
const MOST_BYTES: usize = 512 << 20;

/// The ids of a mask, `[row, column]`.
pub(super) struct LabelFile {
    pub(super) height: usize,
    pub(super) width: usize,
    /// `None` where the file marks a pixel as missing.
    pub(super) ids: Vec<Option<u8>>,
}

/// Reads a mask: TIFF or PNG of one band of whole numbers from 0 to 255. Of a PNG with a palette, the
/// indices are the ids, whatever the colours.
///
/// # Errors
/// [`DatasetError::File`]; a JPEG file is refused, since its compression changes ids.
pub(super) fn read(path: &Path) -> Result<LabelFile, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_path_buf(), what };
    let cannot_open = |error: std::io::Error| wrong(format!("cannot be opened: {error}"));
    let mut start = [0_u8; 26];
    let count =
        File::open(path).and_then(|file| file.take(26).read(&mut start)).map_err(cannot_open)?;
    if start.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Err(wrong(
            "is a mask in JPEG, whose compression changes class ids: expected PNG or TIFF".into(),
        ));
    }
    // The kind of colour stands at a fixed place: 3 is a palette.
    if count == 26 && start.starts_with(&[0x89, b'P', b'N', b'G']) && start[25] == 3 {
        return palette(path).map_err(wrong);
    }
    let image = image_io::read(path)?;
    if image.bands != 1 {
        return Err(wrong(format!(
            "is a mask of {} bands, expected one that holds class ids",
            image.bands
        )));
    }
    let id = |value: &f32| match *value {
        value if value.is_nan() => Ok(None),
        value if (0.0..=255.0).contains(&value) && value.fract() == 0.0 => Ok(Some(value as u8)),
        value => Err(wrong(format!("holds {value}, expected whole class ids from 0 to 255"))),
    };
    let ids = image.values.iter().map(id).collect::<Result<_, _>>()?;
    Ok(LabelFile { height: image.height, width: image.width, ids })
}

/// The indices of a PNG with a palette.
fn palette(path: &Path) -> Result<LabelFile, String> {
    let damaged = |error: png::DecodingError| format!("cannot be decoded: {error}");
    let file = File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    let limits = png::Limits { bytes: MOST_BYTES };
    let mut decoder = png::Decoder::new_with_limits(BufReader::new(file), limits);
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let bits = reader.info().bit_depth as usize;
    let size = reader.output_buffer_size().filter(|&size| size <= MOST_BYTES);
    let size = size.filter(|_| width * height <= MOST_BYTES);
    let size =
        size.ok_or_else(|| format!("is {width}×{height} pixels, expected at most 512 MiB"))?;
    let mut bytes = vec![0; size];
    reader.next_frame(&mut bytes).map_err(damaged)?;
    let line = (width * bits).div_ceil(8).max(1);
    let mut ids = Vec::with_capacity(width * height);
    for row in bytes.chunks_exact(line).take(height) {
        for column in 0..width {
            // The first pixel of a byte is in its highest bits.
            let shift = 8 - bits - column * bits % 8;
            let mask = u8::MAX >> (8 - bits);
            ids.push(Some((row[column * bits / 8] >> shift) & mask));
        }
    }
    Ok(LabelFile { height, width, ids })
}
