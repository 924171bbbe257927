//! PNG, JPEG and BMP: one band, or three.

use super::read::{MOST_BYTES, MOST_PIXELS, check_extent, check_length};
use super::{Image, Stored};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::fs::File;
use std::io::BufReader;

/// Decodes a file of so many `bytes`; transparency is left out. The error says what is wrong with the file.
pub(super) fn decode(
    file: BufReader<File>,
    bytes: u64,
    format: ImageFormat,
) -> Result<Image, String> {
    let damaged = |error: image::ImageError| format!("cannot be decoded: {error}");
    let mut reader = ImageReader::with_format(file, format);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_PIXELS), Some(MOST_PIXELS));
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check_extent(width, height)?;
    // A flat JPEG has no such bound: one mark ends thousands of its blocks.
    if format != ImageFormat::Jpeg {
        let samples = u64::from(decoder.color_type().channel_count());
        check_length(bytes, u64::from(width) * u64::from(height) * samples)?;
    }
    let decoded = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let colour = decoded.color();
    let wide = colour.bytes_per_pixel() / colour.channel_count() > 1;
    let (bands, values) = match (colour.has_color(), wide) {
        (false, false) => (1, planes::<1, u8>(&decoded.into_luma8())),
        (false, true) => (1, planes::<1, u16>(&decoded.into_luma16())),
        (true, false) => (3, planes::<3, u8>(&decoded.into_rgb8())),
        (true, true) => (3, planes::<3, u16>(&decoded.into_rgb16())),
    };
    Ok(Image {
        bands,
        height: height as usize,
        width: width as usize,
        values,
        stored: if wide { Stored::U16 } else { Stored::U8 },
        band_names: if bands == 3 {
            ["red", "green", "blue"].map(String::from).to_vec()
        } else {
            Vec::new()
        },
    })
}

/// Pixels of `N` samples each, as one plane a sample.
fn planes<const N: usize, T: Copy + Into<f32>>(samples: &[T]) -> Vec<f32> {
    (0..N).flat_map(|band| samples.iter().skip(band).step_by(N).map(|&v| v.into())).collect()
}
