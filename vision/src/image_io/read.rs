use crate::datasets::DatasetError;
use image::{ImageReader, Limits};
use std::path::Path;

/// Pixels of one image, `[band, row, column]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Bands.
    pub bands: usize,
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// The values.
    pub values: Vec<f32>,
}

/// Longest side of an image, in pixels, and most memory that decoding one may take.
const MOST_PIXELS: u32 = 16_384;
const MOST_BYTES: u64 = 512 << 20;

/// Reads a PNG or JPEG file; what it is is told by its content, not by its name.
///
/// # Errors
/// [`DatasetError::File`] where it cannot be read or decoded.
pub fn read(path: &Path) -> Result<Image, DatasetError> {
    let wrong = |what: String| DatasetError::File { path: path.to_path_buf(), what };
    let mut reader = ImageReader::open(path)
        .and_then(ImageReader::with_guessed_format)
        .map_err(|error| wrong(format!("cannot be opened: {error}")))?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_PIXELS), Some(MOST_PIXELS));
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    if reader.format().is_none() {
        return Err(wrong("is no image, expected PNG or JPEG".into()));
    }
    let decoded = reader.decode().map_err(|error| wrong(format!("cannot be decoded: {error}")))?;
    let (height, width) = (decoded.height() as usize, decoded.width() as usize);
    let grey = !decoded.color().has_color();
    let values = if grey {
        decoded.into_luma16().into_raw().into_iter().map(|v| f32::from(v) / 257.0).collect()
    } else {
        let rgb = decoded.into_rgb16().into_raw();
        let plane = |c: usize| rgb.iter().skip(c).step_by(3).map(|&v| f32::from(v) / 257.0);
        (0..3).flat_map(plane).collect()
    };
    Ok(Image { bands: if grey { 1 } else { 3 }, height, width, values })
}

impl Image {
    /// Brought to another size by the mean of what each new pixel covers, or the nearest pixel where
    /// it covers less than one.
    #[must_use]
    pub fn resized(&self, height: usize, width: usize) -> Self {
        let span = |i: usize, from: usize, to: usize| {
            let start = i * from / to;
            start..((i + 1) * from / to).max(start + 1).min(from)
        };
        let mut values = Vec::with_capacity(self.bands * height * width);
        for plane in self.values.chunks_exact(self.height * self.width) {
            for row in 0..height {
                for column in 0..width {
                    let (rows, columns) =
                        (span(row, self.height, height), span(column, self.width, width));
                    let count = (rows.len() * columns.len()) as f32;
                    let sum: f32 =
                        rows.flat_map(|r| plane[r * self.width..][columns.clone()].iter()).sum();
                    values.push(sum / count);
                }
            }
        }
        Self { bands: self.bands, height, width, values }
    }
}
