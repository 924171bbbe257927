//! An index of images, a window at a time.

use super::{Index, IndexError};
use neuron_raster::statistics::Moments;
use neuron_raster::{PixelMask, RasterError, RasterSource, Window};

/// Where a band of the formula is.
#[derive(Clone, Copy)]
pub struct Layer<'a> {
    /// Its name in the formula.
    pub name: &'a str,
    /// The image; all layers have as many pixels.
    pub source: &'a dyn RasterSource,
    /// Its number there, from 0.
    pub band: usize,
}

/// An index of images. What is missing in a band, is masked, or has no value (0 / 0, or a division by
/// 0) is missing in the index.
pub struct ImageIndex<'a> {
    /// The index.
    pub index: &'a Index,
    /// Bands, on one grid.
    pub layers: Vec<Layer<'a>>,
    /// Parameters that are set otherwise.
    pub parameters: Vec<(&'a str, f64)>,
    /// What stored numbers are multiplied by; what is added then.
    pub line: (f64, f64),
    /// Which pixels count.
    pub mask: Option<&'a dyn PixelMask>,
    /// The share of values above this is counted.
    pub above: f64,
}

impl std::fmt::Debug for ImageIndex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.layers.iter().map(|layer| layer.name).collect();
        f.debug_struct("ImageIndex")
            .field("index", &self.index.short)
            .field("layers", &names)
            .finish_non_exhaustive()
    }
}

/// How the values of an index are spread.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct IndexSummary {
    /// Of the values that there are.
    pub moments: Moments,
    /// Pixels that are missing in a band.
    pub missing: u64,
    /// Pixels that are there, and do not count by the mask.
    pub masked: u64,
    /// Pixels that are there and count, and of which the formula has no finite value.
    pub undefined: u64,
    /// Values above the number that was asked for.
    pub above: u64,
}

/// Why an index of images could not be computed.
#[derive(Debug, thiserror::Error)]
pub enum ImageIndexError {
    /// The formula.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The images.
    #[error(transparent)]
    Raster(#[from] RasterError),
}

impl ImageIndex<'_> {
    /// The index in a window, NaN where it is missing; its pixels are added to the summary.
    ///
    /// # Errors
    /// [`ImageIndexError`]: a band is missing, a parameter is none, an image cannot be read.
    pub fn window(
        &self,
        window: Window,
        summary: &mut IndexSummary,
    ) -> Result<Vec<f64>, ImageIndexError> {
        let (scale, offset) = self.line;
        let mut bands = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let mut values = layer.source.read(window, &[layer.band])?.band_f64(0)?;
            if self.line != (1.0, 0.0) {
                values.iter_mut().for_each(|value| *value = *value * scale + offset);
            }
            bands.push((layer.name, values));
        }
        let slices: Vec<(&str, &[f64])> =
            bands.iter().map(|(name, values)| (*name, values.as_slice())).collect();
        let mut found = self.index.evaluate(&slices, &self.parameters)?;
        let counts = self.mask.map(|mask| mask.read(window)).transpose()?;
        let used: Vec<&Vec<f64>> = bands
            .iter()
            .filter(|(name, _)| self.index.bands.contains(name))
            .map(|(_, values)| values)
            .collect();
        for (at, value) in found.iter_mut().enumerate() {
            if used.iter().any(|values| !values[at].is_finite()) {
                summary.missing += 1;
            } else if counts.as_ref().is_some_and(|counts| !counts[at]) {
                summary.masked += 1;
            } else if !value.is_finite() {
                summary.undefined += 1;
            } else {
                summary.above += u64::from(*value > self.above);
                continue;
            }
            *value = f64::NAN;
        }
        let there: Vec<f64> = found.iter().copied().filter(|value| !value.is_nan()).collect();
        summary.moments.add(&there);
        Ok(found)
    }
}
