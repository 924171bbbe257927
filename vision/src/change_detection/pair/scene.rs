use crate::change_detection::ChangeError;
use crate::image_io::Image;
use neuron_raster::Window;

/// One date of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    bands: usize,
    rows: usize,
    columns: usize,
    values: Vec<f32>,
    seen: Vec<bool>,
}

impl Scene {
    /// A scene of `values: [bands, rows, columns]`. A pixel is seen where all its bands are finite
    /// and `seen: [rows, columns]`, if given, says so.
    ///
    /// # Errors
    /// [`ChangeError::Values`] or [`ChangeError::Labels`] where the lengths do not fit.
    pub fn new(
        [bands, rows, columns]: [usize; 3],
        values: Vec<f32>,
        seen: Option<&[bool]>,
    ) -> Result<Self, ChangeError> {
        let pixels = rows.saturating_mul(columns);
        let expected = pixels.saturating_mul(bands);
        if values.len() != expected || expected == 0 {
            let found = values.len();
            return Err(ChangeError::Values { bands, rows, columns, expected, found });
        }
        if let Some(seen) = seen
            && seen.len() != pixels
        {
            return Err(ChangeError::Labels { found: seen.len(), expected: pixels });
        }
        let mut all = seen.map_or_else(|| vec![true; pixels], <[bool]>::to_vec);
        for band in values.chunks_exact(pixels) {
            all.iter_mut().zip(band).for_each(|(seen, value)| *seen &= value.is_finite());
        }
        Ok(Self { bands, rows, columns, values, seen: all })
    }

    /// Bands.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.bands
    }

    /// Rows and columns.
    #[must_use]
    pub fn extents(&self) -> [usize; 2] {
        [self.rows, self.columns]
    }

    /// Values of a band, `[rows, columns]`, counted from 0; nothing where there is no such band.
    #[must_use]
    pub fn band(&self, band: usize) -> &[f32] {
        self.values.chunks_exact(self.seen.len()).nth(band).unwrap_or_default()
    }

    /// Which pixels are seen, `[rows, columns]`.
    #[must_use]
    pub fn seen(&self) -> &[bool] {
        &self.seen
    }

    /// The part in a window of pixels, cut at the scene's edge.
    pub(super) fn window(&self, window: Window) -> Result<Self, ChangeError> {
        let whole = Window::whole(self.columns, self.rows);
        let window = window.intersection(&whole).unwrap_or(Window::new(0, 0, 0, 0));
        let rows = window.y..window.bottom();
        let part = |row: usize| row * self.columns + window.x..row * self.columns + window.right();
        let mut values = Vec::with_capacity(self.bands * window.width * window.height);
        for band in 0..self.bands {
            let band = self.band(band);
            rows.clone().for_each(|row| values.extend_from_slice(&band[part(row)]));
        }
        let seen: Vec<bool> = rows.flat_map(|row| self.seen[part(row)].iter().copied()).collect();
        Self::new([self.bands, window.height, window.width], values, Some(&seen))
    }

    /// Each band by a line of its own: `slope × value + offset`.
    pub(super) fn mapped(&self, lines: &[super::Line]) -> Self {
        let mut scene = self.clone();
        for (band, line) in scene.values.chunks_exact_mut(self.seen.len()).zip(lines) {
            for value in band {
                *value = (line.slope * f64::from(*value) + line.offset) as f32;
            }
        }
        scene
    }
}

impl TryFrom<Image> for Scene {
    type Error = ChangeError;

    /// Missing pixels (NaN) are not seen.
    fn try_from(image: Image) -> Result<Self, ChangeError> {
        Self::new([image.bands, image.height, image.width], image.values, None)
    }
}
