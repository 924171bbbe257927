use super::Slice;
use super::statistics::percentile;
use crate::medical_imaging::RESEARCH_ONLY;
use crate::medical_imaging::dicom::{Window, WindowFunction};
use png::{BitDepth, ColorType, Encoder, EncodingError};

/// The window of a slice that states none: from its 1st to its 99th percentile. Of a slice of one
/// value, or of none, it is one wide.
#[must_use]
pub fn default_window(slice: &Slice) -> Window {
    let mut values: Vec<f32> =
        slice.values.iter().copied().filter(|value| value.is_finite()).collect();
    values.sort_unstable_by(f32::total_cmp);
    let [low, high] = [1.0, 99.0].map(|percent| percentile(&values, percent).unwrap_or(0.0));
    let width = if high > low { high - low } else { 1.0 };
    Window { centre: f64::midpoint(low, high), width, function: WindowFunction::LinearExact }
}

/// A slice as a PNG of 8 bits, whose comment says that it is for research only. Grey is shown in the
/// window, `inverted` where low values are bright; colours, which reach to `most`, as they are. The
/// first row is at the top, as the file has it: nothing is turned to the patient's left or right.
///
/// # Errors
///
/// [`EncodingError`] for a slice without pixels, or with more than a PNG holds.
pub fn picture(
    slice: &Slice,
    window: &Window,
    inverted: bool,
    most: f64,
) -> Result<Vec<u8>, EncodingError> {
    let bright = |value: f32| match slice.samples {
        1 if inverted => 1.0 - window.brightness(value.into()),
        1 => window.brightness(value.into()),
        _ => f64::from(value) / most,
    };
    let pixels: Vec<u8> =
        slice.values.iter().map(|&value| (bright(value) * 255.0).round() as u8).collect();
    let mut bytes = Vec::new();
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = Encoder::new(&mut bytes, side(slice.columns), side(slice.rows));
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(if slice.samples == 1 { ColorType::Grayscale } else { ColorType::Rgb });
    encoder.add_text_chunk("Comment".to_owned(), RESEARCH_ONLY.to_owned())?;
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}
