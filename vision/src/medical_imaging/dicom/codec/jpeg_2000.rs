use super::Shape;
use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};

/// Start of a code stream, and of its first marker (ITU-T T.800, annex A).
const START: [u8; 4] = [0xff, 0x4f, 0xff, 0x51];
/// Where a code stream states the bits of its first component, and whether they have a sign.
const BITS: usize = 42;
/// Most bits whose numbers the decoder keeps apart: it calculates in `f32`.
const MOST_BITS: u8 = 16;

/// A JPEG 2000 code stream. The error says what is wrong with the frame.
pub(in crate::medical_imaging::dicom) fn jpeg_2000(
    frame: &[u8],
    shape: Shape,
) -> Result<Vec<u32>, String> {
    if !frame.starts_with(&START) {
        return Err("is no JPEG 2000 code stream".to_owned());
    }
    let stated = *frame.get(BITS).ok_or("is cut within its header")?;
    let (signed, bits) = (stated & 0x80 != 0, (stated & 0x7f) + 1);
    if bits > MOST_BITS || usize::from(bits) > 8 * shape.bytes {
        let most = usize::from(MOST_BITS).min(8 * shape.bytes);
        return Err(format!("has {bits} bits a sample, expected at most {most}"));
    }
    let damaged = |error| format!("cannot be decoded: {error}");
    let settings =
        DecodeSettings { resolve_palette_indices: false, strict: true, target_resolution: None };
    let image = Image::new(frame, &settings).map_err(damaged)?;
    let (rows, columns) = (image.height() as usize, image.width() as usize);
    if (rows, columns) != (shape.rows, shape.columns) {
        let (expected_rows, expected) = (shape.rows, shape.columns);
        return Err(format!("is {columns}×{rows} pixels, expected {expected}×{expected_rows}"));
    }
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(damaged)?;
    let components = decoded.components();
    let fits = |samples: &[f32]| samples.len() == shape.pixels();
    if components.len() != shape.samples
        || !components.iter().all(|component| fits(component.samples()))
    {
        let (found, expected) = (components.len(), shape.samples);
        return Err(format!("has {found} samples a pixel, expected {expected} of its size"));
    }
    // The decoder takes every component as one without sign, and lifts it by half its range.
    let lifted = if signed { f64::from(1_u32 << (bits - 1)) } else { 0.0 };
    let mut words = vec![0; shape.pixels() * shape.samples];
    for (sample, component) in components.iter().enumerate() {
        let places = words.iter_mut().skip(sample).step_by(shape.samples);
        for (word, &value) in places.zip(component.samples()) {
            *word = (f64::from(value).round() - lifted) as i64 as u32;
        }
    }
    Ok(words)
}
