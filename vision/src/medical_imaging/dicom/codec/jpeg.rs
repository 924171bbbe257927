use super::Shape;
use jpeg_decoder::{ColorTransform, Decoder, PixelFormat};

/// What the samples of a JPEG are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::medical_imaging::dicom) enum Colours {
    /// Left as they are: red, green, blue, or grey.
    AsStored,
    /// Luminance and differences of colour, to be turned into red, green, blue.
    Differences,
}

/// A JPEG of 8 bits, or a lossless one of up to 16. The error says what is wrong with the frame.
pub(in crate::medical_imaging::dicom) fn jpeg(
    frame: &[u8],
    shape: Shape,
    colours: Colours,
) -> Result<Vec<u32>, String> {
    let damaged = |error: jpeg_decoder::Error| format!("cannot be decoded: {error}");
    let mut decoder = Decoder::new(frame);
    decoder.read_info().map_err(damaged)?;
    let info = decoder.info().ok_or("has no header")?;
    let (rows, columns) = (usize::from(info.height), usize::from(info.width));
    if (rows, columns) != (shape.rows, shape.columns) {
        let (expected_rows, expected) = (shape.rows, shape.columns);
        return Err(format!("is {columns}×{rows} pixels, expected {expected}×{expected_rows}"));
    }
    let (samples, bytes) = match info.pixel_format {
        PixelFormat::L8 => (1, 1),
        PixelFormat::L16 => (1, 2),
        PixelFormat::RGB24 => (3, 1),
        PixelFormat::CMYK32 => (4, 1),
    };
    if samples != shape.samples || bytes > shape.bytes {
        let (found, expected) = (8 * bytes, 8 * shape.bytes);
        let count = shape.samples;
        return Err(format!(
            "has {samples} samples of {found} bits a pixel, expected {count} of {expected}"
        ));
    }
    decoder.set_max_decoding_buffer_size(shape.pixels() * samples * bytes);
    decoder.set_color_transform(match (samples, colours) {
        (1, _) => ColorTransform::Grayscale,
        (_, Colours::AsStored) => ColorTransform::RGB,
        (_, Colours::Differences) => ColorTransform::YCbCr,
    });
    let decoded = decoder.decode().map_err(damaged)?;
    let words: Vec<u32> = match bytes {
        1 => decoded.into_iter().map(u32::from).collect(),
        // Of the machine's own order.
        _ => {
            let word = |word: &[u8]| match *word {
                [first, second] => u32::from(u16::from_ne_bytes([first, second])),
                _ => 0,
            };
            decoded.chunks_exact(2).map(word).collect()
        }
    };
    let (found, expected) = (words.len(), shape.pixels() * samples);
    if found != expected {
        return Err(format!("gave {found} samples, expected {expected}"));
    }
    Ok(words)
}
