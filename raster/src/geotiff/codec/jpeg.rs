//! JPEG in TIFF (Technical Note 2): tables once, before a stream of each chunk without them.

use crate::geotiff::image::Jpeg;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// What a chunk holds.
#[derive(Clone, Copy, Debug)]
pub(in crate::geotiff) struct Shape {
    /// Pixels of a row.
    pub(in crate::geotiff) width: usize,
    /// Rows that the file stores.
    pub(in crate::geotiff) rows: usize,
    /// Samples beside each other.
    pub(in crate::geotiff) samples: usize,
}

/// Samples that a chunk gives, at most as many as fit.
pub(super) fn decode(
    jpeg: &Jpeg,
    shape: Shape,
    chunk: &[u8],
    out: &mut [u8],
) -> Result<usize, String> {
    let damaged = |error: String| format!("its JPEG stream is damaged: {error}");
    // Tables end with a marker of the end, and the chunk starts with one of the start.
    let tables = jpeg.tables.len().checked_sub(2).and_then(|end| jpeg.tables.get(..end));
    let stream = match tables {
        Some(tables) => {
            let rest = chunk.get(2..).ok_or_else(|| damaged("it is too short".into()))?;
            [tables, rest].concat()
        }
        None => chunk.to_vec(),
    };
    let mut decoder = JpegDecoder::new(ZCursor::new(stream));
    decoder.decode_headers().map_err(|error| damaged(error.to_string()))?;
    let stored = decoder.input_colorspace();
    let components = stored.map_or(0, |space| space.num_components());
    let (width, rows) = decoder
        .info()
        .map(|info| (usize::from(info.width), usize::from(info.height)))
        .unwrap_or_default();
    if components != shape.samples || width != shape.width || rows > shape.rows {
        return Err(damaged(format!(
            "it has {components} bands of {width}×{rows} pixels, expected {} of {}×{}",
            shape.samples, shape.width, shape.rows
        )));
    }
    // Of samples that are no luma and chroma, whatever the stream takes them for, none is converted.
    let given = if jpeg.luma_chroma { ColorSpace::RGB } else { stored.unwrap_or(ColorSpace::Luma) };
    decoder.set_options(DecoderOptions::default().jpeg_set_out_colorspace(given));
    let values = decoder.decode().map_err(|error| damaged(error.to_string()))?;
    let count = values.len().min(out.len());
    out[..count].copy_from_slice(&values[..count]);
    Ok(count)
}
