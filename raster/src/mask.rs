use crate::{Raster, RasterError, RasterSource, Window};

/// Which pixels count.
pub trait PixelMask: Sync {
    /// Whether each pixel of a window counts, row after row.
    ///
    /// # Errors
    /// [`RasterError`] where the window is not there, or a file cannot be read.
    fn read(&self, window: Window) -> Result<Vec<bool>, RasterError>;
}

/// A raster whose first band is not 0 where a pixel counts; missing values do not.
pub struct BandMask<'a>(pub &'a dyn RasterSource);

impl PixelMask for BandMask<'_> {
    fn read(&self, window: Window) -> Result<Vec<bool>, RasterError> {
        let values = self.0.read(window, &[0])?.band_f64(0)?;
        Ok(values.into_iter().map(|value| !value.is_nan() && value != 0.0).collect())
    }
}

impl std::fmt::Debug for BandMask<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("BandMask").field(&self.0.extent()).finish()
    }
}

/// Pixels that count in all masks.
#[derive(Default)]
pub struct AllMasks<'a>(pub Vec<&'a dyn PixelMask>);

impl PixelMask for AllMasks<'_> {
    fn read(&self, window: Window) -> Result<Vec<bool>, RasterError> {
        let mut all = vec![true; window.width * window.height];
        for mask in &self.0 {
            all.iter_mut().zip(mask.read(window)?).for_each(|(all, one)| *all &= one);
        }
        Ok(all)
    }
}

impl std::fmt::Debug for AllMasks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("AllMasks").field(&self.0.len()).finish()
    }
}

impl Raster {
    /// The raster, its nodata where a pixel does not count.
    ///
    /// # Errors
    /// [`RasterError::Count`] unless there is an answer for each pixel, [`RasterError::Setting`] where
    /// the raster has no number for what is missing.
    pub fn masked(mut self, counts: &[bool]) -> Result<Self, RasterError> {
        let (area, found) = (self.width() * self.height(), counts.len());
        if area != found {
            let what = "pixels of a mask";
            return Err(RasterError::Count { what, found, expected: area });
        }
        let nodata = self.nodata().ok_or_else(|| RasterError::Setting {
            name: "nodata",
            expected: "given: the image says of no number that it stands for a missing one",
            found: "none".into(),
        })?;
        self.overwrite(nodata, |place| !counts[place % area]);
        Ok(self)
    }
}
