use crate::{RasterError, Window};

/// Values of overlapping tiles put together to an image. A value weighs the more the farther it is
/// from its tile's edge, so that no seam shows:
///
/// ```text
/// value = Σ weight value / Σ weight,   weight = min(column + 1, width − column) min(row + 1, height − row)
/// ```
///
/// Tiles are added in the order of their numbers for the same result each time.
#[derive(Clone, Debug)]
pub struct Blend {
    width: usize,
    height: usize,
    sums: Vec<f64>,
    weights: Vec<f64>,
}

impl Blend {
    /// An image of `bands × height × width` with no values yet.
    ///
    /// # Errors
    /// [`RasterError::Setting`] unless there is a value and their number fits into memory's addresses.
    pub fn new(bands: usize, height: usize, width: usize) -> Result<Self, RasterError> {
        let area = height.checked_mul(width).filter(|&area| area > 0);
        let size = area.and_then(|area| area.checked_mul(bands)).filter(|&size| {
            size > 0 && size.checked_mul(16).is_some_and(|bytes| isize::try_from(bytes).is_ok())
        });
        let (Some(area), Some(size)) = (area, size) else {
            let found = format!("{bands} bands of {width}×{height}");
            let expected = "at least one value, and as many as memory holds";
            return Err(RasterError::Setting { name: "extent", expected, found });
        };
        Ok(Self { width, height, sums: vec![0.0; size], weights: vec![0.0; area] })
    }

    /// Adds the values of a tile, `bands × height × width` of its window. NaN makes the pixel NaN.
    ///
    /// # Errors
    /// [`RasterError::Outside`], [`RasterError::Count`].
    pub fn add(&mut self, window: Window, values: &[f32]) -> Result<(), RasterError> {
        window.check(self.width, self.height)?;
        let bands = self.sums.len() / self.weights.len();
        let expected = bands * window.width * window.height;
        if values.len() != expected {
            let (what, found) = ("values of a tile", values.len());
            return Err(RasterError::Count { what, found, expected });
        }
        let area = window.width * window.height;
        for y in 0..window.height {
            let vertical = distance(y, window.height);
            for x in 0..window.width {
                let weight = vertical * distance(x, window.width);
                let place = (window.y + y) * self.width + window.x + x;
                self.weights[place] += weight;
                for band in 0..bands {
                    let value = f64::from(values[band * area + y * window.width + x]);
                    self.sums[band * self.weights.len() + place] += weight * value;
                }
            }
        }
        Ok(())
    }

    /// The image, `bands × height × width`; NaN where no tile was.
    #[must_use]
    pub fn finish(self) -> Vec<f32> {
        let means = self.sums.chunks_exact(self.weights.len()).flat_map(|plane| {
            plane.iter().zip(&self.weights).map(|(sum, weight)| (sum / weight) as f32)
        });
        means.collect()
    }
}

/// Pixels to the nearer edge, from 1.
fn distance(place: usize, extent: usize) -> f64 {
    (place + 1).min(extent - place) as f64
}
