//! Values between the pixels of one band.

use super::Kernel;
use crate::Sample;

/// A part of a band of a raster: the pixels that a block of the target needs.
pub(super) struct Sampler<'a, T, M> {
    pub(super) values: &'a [T],
    pub(super) width: usize,
    pub(super) height: usize,
    /// Column and row of the part in the raster.
    pub(super) corner: (usize, usize),
    /// Whether a value stands for a missing one.
    pub(super) missing: M,
    pub(super) kernel: Kernel,
    /// Pixels of the target in one of the source, at most 1: kernels of coarser targets are wider.
    pub(super) scale: (f64, f64),
}

/// Pixels of a row that weigh something at a place, as they are in the band.
struct Taps {
    kernel: Kernel,
    place: f64,
    scale: f64,
    first: usize,
    count: usize,
    /// Whether none was cut off.
    whole: bool,
}

impl Taps {
    fn new(kernel: Kernel, place: f64, scale: f64, extent: usize) -> Self {
        let reach = kernel.radius() as f64 / scale;
        // Centres are at one half.
        let (first, last) = ((place - 0.5 - reach).ceil(), (place - 0.5 + reach).floor());
        let start = first.max(0.0);
        let end = last.min(extent as f64 - 1.0);
        Self {
            kernel,
            place,
            scale,
            first: start as usize,
            count: (end - start + 1.0).max(0.0) as usize,
            whole: first >= 0.0 && last < extent as f64,
        }
    }

    /// Columns or rows with their weights.
    fn each(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        (self.first..self.first + self.count)
            .map(|at| (at, self.kernel.weight((at as f64 + 0.5 - self.place) * self.scale)))
    }
}

impl<T: Sample, M: Fn(T) -> bool> Sampler<'_, T, M> {
    /// The value at a place in the raster's pixels; none where it is missing.
    pub(super) fn at(&self, column: f64, row: f64) -> Option<f64> {
        let (x, y) = (column - self.corner.0 as f64, row - self.corner.1 as f64);
        let nearest = self.value(x as usize, y as usize)?;
        match self.kernel {
            Kernel::Nearest => Some(nearest),
            Kernel::Bilinear => self.weighed(Kernel::Bilinear, x, y).map(|(value, _)| value),
            Kernel::Cubic => match self.weighed(Kernel::Cubic, x, y) {
                // A wide kernel takes what is there.
                Some((value, whole)) if whole || self.scale != (1.0, 1.0) => Some(value),
                _ => self.weighed(Kernel::Bilinear, x, y).map(|(value, _)| value),
            },
        }
    }

    fn value(&self, column: usize, row: usize) -> Option<f64> {
        let place =
            (column < self.width && row < self.height).then(|| row * self.width + column)?;
        let value = *self.values.get(place)?;
        let number = value.to_f64();
        (!(self.missing)(value) && !number.is_nan()).then_some(number)
    }

    /// The mean by weights, and whether all that weigh something are there.
    fn weighed(&self, kernel: Kernel, x: f64, y: f64) -> Option<(f64, bool)> {
        let across = Taps::new(kernel, x, self.scale.0, self.width);
        let down = Taps::new(kernel, y, self.scale.1, self.height);
        let (mut sum, mut total) = (0.0, 0.0);
        let mut whole = across.whole && down.whole;
        for (row, vertical) in down.each() {
            for (column, horizontal) in across.each() {
                let weight = vertical * horizontal;
                if weight == 0.0 {
                    continue;
                }
                match self.value(column, row) {
                    Some(value) => {
                        sum += weight * value;
                        total += weight;
                    }
                    None => whole = false,
                }
            }
        }
        (total > 1e-5).then(|| (sum / total, whole))
    }
}
