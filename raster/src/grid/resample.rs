use super::Grid;
use crate::georeference::GeoReference;
use crate::sample::missing;
use crate::values::with_values;
use crate::{Limits, Raster, RasterError, Sample, Values};
use rayon::prelude::*;
use std::path::Path;

/// How a value between pixels is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resampling {
    /// That of the pixel it lies in.
    Nearest,
    /// The mean of the four nearest centres, by their distance; of those of them that are not
    /// missing. Behind the outermost centres the outermost values go on to the raster's edge.
    Bilinear,
}

/// Values of a raster at the centres of another grid's pixels, in the same reference system.
/// Outside the raster it is its nodata, else NaN of floating point and 0 of whole numbers.
///
/// # Errors
/// [`RasterError::Mismatch`] where the raster has no place, or one of another system or without an
/// inverse; [`RasterError::TooLarge`] above the limit.
pub fn resample(
    raster: &Raster,
    grid: &Grid,
    resampling: Resampling,
    limits: Limits,
) -> Result<Raster, RasterError> {
    let mismatch = |what: &str| RasterError::Mismatch { index: 0, what: what.to_owned() };
    let place = raster.georeference().ok_or_else(|| mismatch("it has no place"))?;
    if !place.same_crs(&grid.georeference) {
        return Err(mismatch("its reference system is not known to be that of the grid"));
    }
    if place.to_pixel(0.0, 0.0).is_none() {
        return Err(mismatch("its transform has no inverse"));
    }
    let what = || format!("a raster of {}×{} pixels", grid.width, grid.height);
    let size = raster.sample_type().bytes() as u64;
    let extents = [grid.width as u64, grid.height as u64, raster.bands() as u64, size];
    limits.pixels(Path::new("resampled"), what, &extents)?;
    let values = with_values!(raster.values(), values => {
        Values::from(at_grid(values, raster, place, grid, resampling))
    });
    let names = raster.band_names().to_vec();
    let resampled = Raster::new(grid.width, grid.height, names, values)?;
    let georeference = Some(grid.georeference.clone());
    Ok(resampled.with_georeference(georeference).with_nodata(raster.nodata()))
}

fn at_grid<T: Sample>(
    values: &[T],
    raster: &Raster,
    place: &GeoReference,
    grid: &Grid,
    resampling: Resampling,
) -> Vec<T> {
    let empty = T::from_f64(raster.nodata().unwrap_or(f64::NAN));
    let mut out = vec![empty; grid.width * grid.height * raster.bands()];
    if out.is_empty() {
        return out;
    }
    let area = raster.width() * raster.height();
    out.par_chunks_exact_mut(grid.width).enumerate().for_each(|(line, row)| {
        let (band, y) = (line / grid.height, line % grid.height);
        let plane = Plane { values: &values[band * area..(band + 1) * area], raster };
        for (x, target) in row.iter_mut().enumerate() {
            let (east, north) = grid.georeference.to_map(x as f64 + 0.5, y as f64 + 0.5);
            let Some((column, line)) = place.to_pixel(east, north) else { continue };
            let value = match resampling {
                Resampling::Nearest => plane.nearest(column, line),
                Resampling::Bilinear => plane.bilinear(column, line),
            };
            if let Some(value) = value {
                *target = value;
            }
        }
    });
    out
}

/// One band.
struct Plane<'a, T> {
    values: &'a [T],
    raster: &'a Raster,
}

impl<T: Sample> Plane<'_, T> {
    /// Whether a place lies in the raster.
    fn holds(&self, column: f64, line: f64) -> bool {
        let (width, height) = (self.raster.width() as f64, self.raster.height() as f64);
        (0.0..width).contains(&column) && (0.0..height).contains(&line)
    }

    fn nearest(&self, column: f64, line: f64) -> Option<T> {
        let place = || line as usize * self.raster.width() + column as usize;
        self.holds(column, line).then(|| self.values[place()])
    }

    fn bilinear(&self, column: f64, line: f64) -> Option<T> {
        if !self.holds(column, line) {
            return None;
        }
        let (x, y) = (column - 0.5, line - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_weight, lower_weight) = (x - left, y - top);
        let gone = missing::<T>(self.raster.nodata());
        let (mut sum, mut weights) = (0.0, 0.0);
        for (row, vertical) in [(top, 1.0 - lower_weight), (top + 1.0, lower_weight)] {
            for (at, horizontal) in [(left, 1.0 - right_weight), (left + 1.0, right_weight)] {
                let row = row.clamp(0.0, (self.raster.height() - 1) as f64) as usize;
                let at = at.clamp(0.0, (self.raster.width() - 1) as f64) as usize;
                let value = self.values[row * self.raster.width() + at];
                let weight = vertical * horizontal;
                if weight > 0.0 && !gone(value) && !value.to_f64().is_nan() {
                    sum += weight * value.to_f64();
                    weights += weight;
                }
            }
        }
        (weights > 0.0).then(|| T::from_f64(sum / weights))
    }
}
