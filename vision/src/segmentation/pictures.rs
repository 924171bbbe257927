//! Images, masks and errors as people can look at them.

use super::data::{Scene, UNKNOWN};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

/// Longest side of a picture; what is larger is shrunk by a whole number.
const MOST: usize = 256;

/// Colour of pixels of which nothing is known.
const HIDDEN: [u8; 3] = [64, 64, 64];

/// Of two classes, the background and the foreground.
const BINARY: [[u8; 3]; 2] = [[20, 20, 20], [240, 240, 240]];

/// Of more: those of Okabe and Ito, which colour-blind readers can tell apart, then lighter ones.
const CLASSES: [[u8; 3]; 8] = [
    [0, 114, 178],
    [0, 158, 115],
    [86, 180, 233],
    [240, 228, 66],
    [213, 94, 0],
    [204, 121, 167],
    [230, 159, 0],
    [30, 30, 30],
];

/// The colour of a class of so many.
pub(super) fn colour(class: u8, classes: usize, foreground: usize) -> [u8; 3] {
    if class == UNKNOWN {
        return HIDDEN;
    }
    let class = usize::from(class);
    if classes == 2 {
        return BINARY[usize::from(class == foreground)];
    }
    let lighter = (class / CLASSES.len()).min(3) as u8 * 40;
    CLASSES[class % CLASSES.len()].map(|part| part.saturating_add(lighter))
}

/// An image as a PNG: three bands or more as colours, the first three in reverse order, fewer as grey;
/// stretched from its own 2nd to its 98th percentile.
pub(super) fn of_image(scene: &Scene) -> Vec<u8> {
    let area = scene.height * scene.width;
    let bands: &[usize] = if scene.pixels.len() >= 3 * area { &[2, 1, 0] } else { &[0, 0, 0] };
    let mut pixels = vec![[0_u8; 3]; area];
    for (channel, &band) in bands.iter().enumerate() {
        let value = |at: usize| scene.pixels.at(band * area + at);
        let mut sorted: Vec<f32> = (0..area).map(value).filter(|v| v.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let at = |share: f64| {
            let place = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
            sorted.get(place).copied().unwrap_or(0.0)
        };
        let (low, high) = (at(0.02), at(0.98));
        let scale = if high > low { 255.0 / (high - low) } else { 0.0 };
        for (at, pixel) in pixels.iter_mut().enumerate() {
            pixel[channel] = ((value(at) - low) * scale).clamp(0.0, 255.0) as u8;
        }
    }
    png(&pixels, scene)
}

/// A mask as a PNG, pixels without a label in grey.
pub(super) fn of_mask(scene: &Scene, mask: &[u8], classes: usize, foreground: usize) -> Vec<u8> {
    let pixels: Vec<[u8; 3]> =
        mask.iter().map(|&class| colour(class, classes, foreground)).collect();
    png(&pixels, scene)
}

/// Where a mask is wrong, as a PNG: white where it is right; red where it is wrong, but blue where,
/// of two classes, the foreground was missed; grey where nothing is known.
pub(super) fn of_errors(scene: &Scene, mask: &[u8], classes: usize, foreground: usize) -> Vec<u8> {
    let missed = |label: u8| classes == 2 && usize::from(label) == foreground;
    let pixel = |(&said, &label): (&u8, &u8)| match label {
        UNKNOWN => HIDDEN,
        label if label == said => [250, 250, 250],
        label if missed(label) => [0, 114, 178],
        _ => [213, 60, 0],
    };
    let pixels: Vec<[u8; 3]> = mask.iter().zip(&scene.labels).map(pixel).collect();
    png(&pixels, scene)
}

/// A picture, shrunk by the mean of what each pixel covers.
fn png(pixels: &[[u8; 3]], scene: &Scene) -> Vec<u8> {
    let by = scene.height.max(scene.width).div_ceil(MOST).max(1);
    let (height, width) = ((scene.height / by).max(1), (scene.width / by).max(1));
    let mut bytes = Vec::with_capacity(height * width * 3);
    for row in 0..height {
        for column in 0..width {
            let rows = row * by..((row + 1) * by).min(scene.height);
            let columns = column * by..((column + 1) * by).min(scene.width);
            let count = (rows.len() * columns.len()).max(1) as u32;
            let mut sum = [0_u32; 3];
            for line in rows {
                for pixel in &pixels[line * scene.width..][columns.clone()] {
                    sum.iter_mut().zip(pixel).for_each(|(sum, &part)| *sum += u32::from(part));
                }
            }
            bytes.extend(sum.map(|part| (part / count) as u8));
        }
    }
    let mut png = Vec::new();
    // Writing to memory cannot fail; an empty picture is one that the report leaves out.
    let written = PngEncoder::new(&mut png).write_image(
        &bytes,
        width as u32,
        height as u32,
        ExtendedColorType::Rgb8,
    );
    if written.is_err() {
        png.clear();
    }
    png
}
