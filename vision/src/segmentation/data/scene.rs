use crate::datasets::{BandStatistics, Pixels};

/// The label of pixels of which nothing is known: those that the mask ignores, and those that the image
/// misses.
pub const UNKNOWN: u8 = u8::MAX;

/// An image, and the class of each of its pixels.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Name of its file, or its number.
    pub name: String,
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Values as they are stored, `[band, row, column]`.
    pub pixels: Pixels,
    /// Number of the class, `[row, column]`; [`UNKNOWN`] where nothing is known.
    pub labels: Vec<u8>,
    /// By which its values are normalised, where not by those of all training images.
    pub own: Option<BandStatistics>,
}

impl Scene {
    /// Takes the labels of pixels that miss a value (NaN) in some band.
    #[must_use]
    pub fn without_missing(mut self) -> Self {
        if let Pixels::F32(values) = &self.pixels {
            let area = self.labels.len().max(1);
            for plane in values.chunks_exact(area) {
                for (label, _) in
                    self.labels.iter_mut().zip(plane).filter(|(_, value)| value.is_nan())
                {
                    *label = UNKNOWN;
                }
            }
        }
        self
    }

    /// How many pixels have a label.
    #[must_use]
    pub fn known(&self) -> usize {
        self.labels.iter().filter(|&&label| label != UNKNOWN).count()
    }

    /// Whether a tile whose first pixel is at `origin` (row, column) has a labelled pixel.
    pub(in crate::segmentation) fn known_within(&self, origin: [isize; 2], tile: usize) -> bool {
        let span = |start: isize, extent: usize| {
            let end = (start + tile as isize).clamp(0, extent as isize) as usize;
            (start.max(0) as usize).min(end)..end
        };
        let columns = span(origin[1], self.width);
        span(origin[0], self.height).any(|row| {
            let line = &self.labels[row * self.width..(row + 1) * self.width];
            line[columns.clone()].iter().any(|&label| label != UNKNOWN)
        })
    }
}
