use crate::datasets::ImageSet;
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

/// Image `index` as a PNG to look at: three bands or more as colours, the first three in reverse
/// order (so that blue, green, red come out as they are), fewer as grey; stretched from its own 2nd
/// to its 98th percentile.
#[must_use]
pub fn picture(set: &ImageSet, index: usize) -> Vec<u8> {
    let values = set.image(index);
    let size = set.height * set.width;
    let bands: &[usize] = if set.bands.len() >= 3 { &[2, 1, 0] } else { &[0, 0, 0] };
    let mut pixels = vec![0u8; size * 3];
    for (channel, &band) in bands.iter().enumerate() {
        let plane = &values[band * size..(band + 1) * size];
        let mut sorted: Vec<f32> = plane.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let at = |share: f64| {
            let place = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
            sorted.get(place).copied().unwrap_or(0.0)
        };
        let (low, high) = (at(0.02), at(0.98));
        let scale = if high > low { 255.0 / (high - low) } else { 0.0 };
        for (pixel, &value) in pixels.chunks_exact_mut(3).zip(plane) {
            pixel[channel] = ((value - low) * scale).clamp(0.0, 255.0) as u8;
        }
    }
    let mut png = Vec::new();
    let (width, height) = (set.width as u32, set.height as u32);
    // Writing to memory cannot fail; an empty picture is one that the report leaves out.
    let written =
        PngEncoder::new(&mut png).write_image(&pixels, width, height, ExtendedColorType::Rgb8);
    if written.is_err() {
        png.clear();
    }
    png
}
