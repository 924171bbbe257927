//! ENVI raster files (NV5 Geospatial, *ENVI Header Files*): raw numbers, and a text that describes them.

mod header;
mod numbers;

pub(super) use header::{Header, header_of};

use super::DateFile;
use crate::datasets::DatasetError;
use crate::image_io::{Image, Stored};
use numbers::decoder;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Longest side in pixels, and most bytes of the image in `f32`: as of all other images.
const MOST_PIXELS: usize = 16_384;
const MOST_BYTES: usize = 512 << 20;

fn wrong(path: &Path, what: impl Into<String>) -> DatasetError {
    DatasetError::File { path: path.to_path_buf(), what: what.into() }
}

/// Reads a data file by its header.
pub(super) fn read(path: &Path, header: &Header) -> Result<DateFile, DatasetError> {
    let fail = |what: String| wrong(&header.path, what);
    let [width, height, bands] =
        ["samples", "lines", "bands"].map(|name| header.number(name, None));
    let (width, height, bands) = (width?, height?, bands?);
    let offset = header.number("header offset", Some(0))?;
    if !(1..=MOST_PIXELS).contains(&width) || !(1..=MOST_PIXELS).contains(&height) {
        return Err(fail(format!(
            "is of {width}×{height} pixels, expected at least 1 and at most {MOST_PIXELS} a side"
        )));
    }
    let size = width * height;
    if bands == 0 || bands > MOST_BYTES / 4 / size {
        return Err(fail(format!(
            "is of {bands} bands of {width}×{height} pixels, expected at least 1 band and at most 512 MiB"
        )));
    }
    let (kind, little) =
        (header.number("data type", None)?, header.number("byte order", Some(0))? == 0);
    let Some((stored, wide, decode)) = decoder(kind, little) else {
        return Err(fail(format!(
            "`data type` is {kind}, expected 1 (u8), 2 (i16), 3 (i32), 4 (f32), 5 (f64), 12 (u16) or 13 (u32)"
        )));
    };
    let cannot = |error: std::io::Error| wrong(path, format!("cannot be read: {error}"));
    let mut file = File::open(path).map_err(cannot)?;
    let (found, expected) = (file.metadata().map_err(cannot)?.len(), (size * bands * wide) as u64);
    if found.checked_sub(offset as u64).is_none_or(|rest| rest < expected) {
        return Err(wrong(
            path,
            format!(
                "has {found} bytes, expected {expected} behind the first {offset} by its header"
            ),
        ));
    }
    file.seek(SeekFrom::Start(offset as u64)).map_err(cannot)?;
    let mut bytes = Vec::with_capacity(expected as usize);
    file.take(expected).read_to_end(&mut bytes).map_err(cannot)?;
    let raw: Vec<f32> = bytes.chunks_exact(wide).map(decode).collect();
    if raw.len() != size * bands {
        return Err(wrong(path, "became shorter while it was read"));
    }
    let interleave =
        header.fields.get("interleave").map_or("bsq".into(), |text| text.to_lowercase());
    let mut values = Vec::with_capacity(raw.len());
    for band in 0..bands {
        match interleave.as_str() {
            "bsq" => values.extend_from_slice(&raw[band * size..][..size]),
            "bip" => values.extend(raw.iter().skip(band).step_by(bands)),
            "bil" => values.extend(raw.chunks_exact(width).skip(band).step_by(bands).flatten()),
            other => {
                return Err(fail(format!("`interleave` is `{other}`, expected bsq, bil or bip")));
            }
        }
    }
    let mut stored = stored;
    let missing = header.fields.get("data ignore value").and_then(|text| text.parse::<f32>().ok());
    if let Some(missing) = missing.filter(|missing| values.contains(missing)) {
        stored = Stored::F32;
        values.iter_mut().filter(|value| **value == missing).for_each(|value| *value = f32::NAN);
    }
    let names = header.list("band names");
    let band_names = if names.len() == bands {
        names.into_iter().map(String::from).collect()
    } else {
        Vec::new()
    };
    let image = Image { bands, height, width, values, stored, band_names };
    Ok(DateFile { image, transform: header.transform() })
}
