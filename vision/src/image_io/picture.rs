use crate::datasets::ImageSet;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

/// Image `index` as a PNG to look at: three bands or more as colours, the first three in reverse
/// order (so that blue, green, red come out as they are), fewer as grey; stretched from its own 2nd
/// to its 98th percentile.
#[must_use]
pub fn picture(set: &ImageSet, index: usize) -> Vec<u8> {
    encode_png(&colours(set, index), [set.height, set.width])
}

/// Values `[bands, height, width]` as [`picture`] shows them, but stretched as the image `like` is, so
/// that the two can be compared.
#[must_use]
pub fn picture_like(values: &[f32], like: &[f32], extent: [usize; 3]) -> Vec<u8> {
    encode_png(&stretched(values, like, extent), [extent[1], extent[2]])
}

/// The colours of [`picture`], `[row, column, 3]`.
pub(crate) fn colours(set: &ImageSet, index: usize) -> Vec<u8> {
    let values = set.image(index);
    stretched(&values, &values, [set.bands.len(), set.height, set.width])
}

/// The colours of values, stretched as the image `like` is.
fn stretched(values: &[f32], like: &[f32], [count, height, width]: [usize; 3]) -> Vec<u8> {
    let size = height * width;
    let bands: &[usize] = if count >= 3 { &[2, 1, 0] } else { &[0, 0, 0] };
    let mut pixels = vec![0u8; size * 3];
    for (channel, &band) in bands.iter().enumerate() {
        let plane = band * size..(band + 1) * size;
        let mut sorted: Vec<f32> =
            like[plane.clone()].iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let at = |share: f64| {
            let place = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
            sorted.get(place).copied().unwrap_or(0.0)
        };
        let (low, high) = (at(0.02), at(0.98));
        let scale = if high > low { 255.0 / (high - low) } else { 0.0 };
        for (pixel, &value) in pixels.chunks_exact_mut(3).zip(&values[plane]) {
            pixel[channel] = ((value - low) * scale).clamp(0.0, 255.0) as u8;
        }
    }
    pixels
}

/// Colours `[row, column, 3]` as a PNG.
pub(crate) fn encode_png(pixels: &[u8], [height, width]: [usize; 2]) -> Vec<u8> {
    let mut png = Vec::new();
    let (width, height) = (width as u32, height as u32);
    // Writing to memory cannot fail; an empty picture is one that the report leaves out.
    let written =
        PngEncoder::new(&mut png).write_image(pixels, width, height, ExtendedColorType::Rgb8);
    if written.is_err() {
        png.clear();
    }
    png
}
