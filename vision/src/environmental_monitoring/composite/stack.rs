//! Images of one place.

use super::super::MonitoringError;

/// An image, and where it can be used.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Values, `bands × pixels`, NaN where nothing was seen.
    pub values: &'a [f32],
    /// Of each pixel, whether it is clear: no cloud, no shadow. Without it all are.
    pub clear: Option<&'a [bool]>,
}

/// Images of one place with the same bands.
#[derive(Clone, Debug)]
pub struct Stack<'a> {
    bands: usize,
    pixels: usize,
    scenes: Vec<Scene<'a>>,
}

impl<'a> Stack<'a> {
    /// Of images of so many bands and pixels.
    ///
    /// # Errors
    /// [`MonitoringError::Extent`] where there is no image, band or pixel, or one of another size.
    pub fn new(
        bands: usize,
        pixels: usize,
        scenes: Vec<Scene<'a>>,
    ) -> Result<Self, MonitoringError> {
        let wrong = |expected: &str, found: String| {
            Err(MonitoringError::Extent { expected: expected.into(), found })
        };
        if bands == 0 || pixels == 0 || scenes.is_empty() {
            let found = format!("{} images of {bands} bands of {pixels} pixels", scenes.len());
            return wrong("at least one image of a band and a pixel", found);
        }
        for (number, scene) in scenes.iter().enumerate() {
            let size = format!("{bands} bands of {pixels} pixels");
            if bands.checked_mul(pixels) != Some(scene.values.len()) {
                return wrong(&size, format!("{} values in image {number}", scene.values.len()));
            }
            if let Some(clear) = scene.clear.filter(|clear| clear.len() != pixels) {
                let found = format!("a mask of {} pixels of image {number}", clear.len());
                return wrong(&size, found);
            }
        }
        Ok(Self { bands, pixels, scenes })
    }

    /// How many bands.
    #[must_use]
    pub const fn bands(&self) -> usize {
        self.bands
    }

    /// How many pixels.
    #[must_use]
    pub const fn pixels(&self) -> usize {
        self.pixels
    }

    /// How many images.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.scenes.len()
    }

    /// Whether there is no image, which there always is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.scenes.is_empty()
    }

    /// The bands of a pixel in each image in which it is clear and every band finite, one image behind
    /// another, and the numbers of those images.
    pub(super) fn observations(&self, pixel: usize, values: &mut Vec<f64>, of: &mut Vec<usize>) {
        values.clear();
        of.clear();
        for (number, scene) in self.scenes.iter().enumerate() {
            let bands = scene.values.iter().skip(pixel).step_by(self.pixels);
            let clear = scene.clear.is_none_or(|clear| clear[pixel]);
            if clear && bands.clone().all(|value| value.is_finite()) {
                values.extend(bands.map(|&value| f64::from(value)));
                of.push(number);
            }
        }
    }
}
