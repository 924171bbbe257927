//! An image file, read part by part.

use super::SegmentationError;
use super::info::ModelInfo;
use crate::datasets::BandStatistics;
use crate::image_io::{self, Image};
use crate::tasks::bands;
use neuron_raster::georeference::GeoReference;
use neuron_raster::grid::Tiles;
use neuron_raster::statistics::Moments;
use neuron_raster::{Limits, RasterFile, Window};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Most pixels of a file.
const MOST_PIXELS: u64 = 1 << 31;

/// Most pixels that a byte of a file can hold, as [`image_io::read`] has it.
const MOST_PIXELS_A_BYTE: u64 = 8 * 16_384;

/// A file whose content says what it is.
pub(super) enum Source {
    /// TIFF, of which windows are read.
    Raster(Box<RasterFile>),
    /// PNG or JPEG, read as a whole.
    Image(Image),
}

impl Source {
    /// Opens a file, and checks that it has the bands of a model.
    pub(super) fn open(path: &Path, info: &ModelInfo) -> Result<Self, SegmentationError> {
        let mut start = [0_u8; 4];
        let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
        let tiff = read.is_ok()
            && [*b"II\x2a\0", *b"II\x2b\0", *b"MM\0\x2a", *b"MM\0\x2b"].contains(&start);
        let source = match tiff {
            true => Self::Raster(Box::new(neuron_raster::open(path, Limits::default())?)),
            false => Self::Image(image_io::read(path)?),
        };
        let (width, height, count) = source.extent();
        let wrong = |found: String, expected: String| {
            Err(SegmentationError::Image { file: path.to_path_buf(), found, expected })
        };
        // A mask is held as a whole: a header that promises more than the file can hold is damaged, or
        // made to take memory.
        let bytes = File::open(path).and_then(|file| file.metadata()).map_or(0, |data| data.len());
        let pixels = (width as u64).saturating_mul(height as u64);
        if pixels > MOST_PIXELS.min(bytes.saturating_mul(MOST_PIXELS_A_BYTE)) {
            let what = format!(
                "is {width}×{height} pixels in {bytes} bytes, expected at most {MOST_PIXELS_A_BYTE} a \
                 byte and {MOST_PIXELS} in all"
            );
            return Err(SegmentationError::Output { file: path.to_path_buf(), what });
        }
        if count != info.bands.len() {
            return wrong(bands(count), bands(info.bands.len()));
        }
        let names = source.band_names();
        let stated = names.iter().all(|name| !name.is_empty()) && !names.is_empty();
        let numbered = info.bands.iter().all(|name| name.starts_with("band "));
        if stated && !numbered && names != info.bands {
            let list = |names: &[String]| format!("bands {}", names.join(", "));
            return wrong(list(names), list(&info.bands));
        }
        Ok(source)
    }

    /// Columns, rows and bands.
    pub(super) fn extent(&self) -> (usize, usize, usize) {
        match self {
            Self::Raster(file) => file.extent(),
            Self::Image(image) => (image.width, image.height, image.bands),
        }
    }

    fn band_names(&self) -> &[String] {
        match self {
            Self::Raster(file) => match &**file {
                RasterFile::GeoTiff(file) => file.band_names(),
                _ => &[],
            },
            Self::Image(image) => &image.band_names,
        }
    }

    /// Where it lies, if the file says so.
    pub(super) fn georeference(&self) -> Option<&GeoReference> {
        let Self::Raster(file) = self else { return None };
        match &**file {
            RasterFile::GeoTiff(file) => file.georeference(),
            _ => None,
        }
    }

    /// Of all its values, read by parts of `part` pixels a side.
    pub(super) fn statistics(&self, part: usize) -> Result<BandStatistics, SegmentationError> {
        let (width, height, bands) = self.extent();
        let (mut moments, mut missing) = (vec![Moments::default(); bands], 0);
        for window in Tiles::new(width, height, part, 0)?.iter() {
            // Tiles lie side by side but for the last, which is moved back over what was seen.
            let [left, above] =
                [window.x, window.y].map(|first| first.next_multiple_of(part) - first);
            let values = self.read(window)?;
            for (plane, moments) in
                values.chunks_exact(window.width * window.height).zip(&mut moments)
            {
                for row in plane.chunks_exact(window.width).skip(above) {
                    let known: Vec<f64> =
                        row[left..].iter().filter(|v| !v.is_nan()).map(|&v| v.into()).collect();
                    missing += (row.len() - left - known.len()) as u64;
                    moments.add(&known);
                }
            }
        }
        let deviation =
            |moments: &Moments| moments.deviation().filter(|std| *std > 0.0).unwrap_or(1.0);
        let mean = moments.iter().map(|moments| moments.mean().unwrap_or(0.0)).collect();
        Ok(BandStatistics { mean, std: moments.iter().map(deviation).collect(), missing })
    }

    /// Values of a window, `[band, row, column]`; NaN where they are missing.
    pub(super) fn read(&self, window: Window) -> Result<Vec<f32>, SegmentationError> {
        let (width, height, bands) = self.extent();
        match self {
            Self::Raster(file) => {
                let all: Vec<usize> = (0..bands).collect();
                let raster = file.read(window, &all)?;
                let mut values = Vec::with_capacity(bands * window.width * window.height);
                for band in all {
                    values.extend(raster.band_f32(band)?);
                }
                Ok(values)
            }
            Self::Image(image) => {
                let columns = window.x..window.x + window.width;
                let rows = image.values.chunks_exact(width).enumerate().filter(|(row, _)| {
                    (window.y..window.y + window.height).contains(&(row % height))
                });
                Ok(rows.flat_map(|(_, row)| row[columns.clone()].iter().copied()).collect())
            }
        }
    }
}
