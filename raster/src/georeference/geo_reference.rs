use super::affine::{apply, invert};
use super::{Affine, Crs};
use crate::Window;

/// Where a raster lies.
#[derive(Clone, Debug, PartialEq)]
pub struct GeoReference {
    /// The reference system, where it is known.
    pub crs: Option<Crs>,
    /// Takes pixels to coordinates: see [`Affine`].
    pub transform: Affine,
}

impl GeoReference {
    /// A place whose rows run along x and whose columns run down: the upper left corner, and the
    /// extent of a pixel (both positive).
    #[must_use]
    pub fn north_up(crs: Option<Crs>, left: f64, top: f64, pixel: (f64, f64)) -> Self {
        Self { crs, transform: [left, pixel.0, 0.0, top, 0.0, -pixel.1] }
    }

    /// Coordinates of a place in pixels; the centre of the first pixel is (0.5, 0.5).
    #[must_use]
    pub fn to_map(&self, column: f64, row: f64) -> (f64, f64) {
        apply(&self.transform, column, row)
    }

    /// Place in pixels (column, row) of coordinates, unless the transform has no inverse.
    #[must_use]
    pub fn to_pixel(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        invert(&self.transform, x, y)
    }

    /// The place of a window.
    #[must_use]
    pub fn window(&self, window: Window) -> Self {
        let mut moved = self.clone();
        let (x, y) = self.to_map(window.x as f64, window.y as f64);
        (moved.transform[0], moved.transform[3]) = (x, y);
        moved
    }

    /// The place of the same area in pixels that are so many times as wide and high.
    #[must_use]
    pub fn scaled(&self, wide: f64, high: f64) -> Self {
        let mut scaled = self.clone();
        let [_, a, b, _, c, d] = &mut scaled.transform;
        (*a, *c) = (*a * wide, *c * wide);
        (*b, *d) = (*b * high, *d * high);
        scaled
    }

    /// Whether two places are known to be in one system, or both in none.
    #[must_use]
    pub fn same_crs(&self, other: &Self) -> bool {
        match (&self.crs, &other.crs) {
            (Some(one), Some(two)) => one.same_as(two),
            (None, None) => true,
            _ => false,
        }
    }
}
