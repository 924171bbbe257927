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
        // What the stream itself says is right where the file says otherwise.
        _ => match stated(frame).unwrap_or(colours) {
            Colours::AsStored => ColorTransform::RGB,
            Colours::Differences => ColorTransform::YCbCr,
        },
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

/// What a stream says of its colours: JFIF are differences (ITU-T T.871), and Adobe's marker says which
/// (ITU-T T.872). `None` where it has neither.
fn stated(frame: &[u8]) -> Option<Colours> {
    // Behind the marker that starts the image.
    let mut rest = frame.get(2..)?;
    loop {
        let (&[first, marker, high, low], _) = rest.split_first_chunk::<4>()?;
        // Where the scan starts, there is no more to be said.
        if first != 0xff || marker == 0xda {
            return None;
        }
        let segment = rest.get(4..2 + usize::from(u16::from_be_bytes([high, low])))?;
        match marker {
            0xe0 if segment.starts_with(b"JFIF") => return Some(Colours::Differences),
            0xee if segment.starts_with(b"Adobe") => {
                return match segment.get(11)? {
                    0 => Some(Colours::AsStored),
                    1 => Some(Colours::Differences),
                    _ => None,
                };
            }
            _ => {}
        }
        rest = rest.get(4 + segment.len()..)?;
    }
}
