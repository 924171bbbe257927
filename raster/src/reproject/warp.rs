use super::sampler::Sampler;
use super::{Kernel, Transformation};
use crate::georeference::GeoReference;
use crate::grid::Grid;
use crate::sample::{missing, with_sample};
use crate::{Limits, Raster, RasterError, RasterSource, Sample, SampleType, Values, Window};
use rayon::prelude::*;
use std::path::Path;

/// Side of the blocks of the target that are found together.
const BLOCK: usize = 256;

/// Kernels grow wider below this many pixels of the target in one of the source, as in GDAL.
const COARSE: f64 = 0.95;

/// A raster as it is on another grid, read by window. Of the source, a window needs what lies under
/// it.
pub struct Warp<'a> {
    source: &'a dyn RasterSource,
    place: &'a GeoReference,
    grid: Grid,
    /// From the target's system to the source's.
    back: Transformation,
    kernel: Kernel,
    scale: (f64, f64),
    nodata: Option<f64>,
    limits: Limits,
}

impl std::fmt::Debug for Warp<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { grid, kernel, scale, nodata, .. } = self;
        f.debug_struct("Warp")
            .field("grid", grid)
            .field("kernel", kernel)
            .field("scale", scale)
            .field("nodata", nodata)
            .finish_non_exhaustive()
    }
}

impl<'a> Warp<'a> {
    /// `source` on the pixels of `grid`. What is outside, or missing, becomes the source's nodata;
    /// where it has none, NaN of floating point, 0 of unsigned and the least of signed numbers.
    /// `limits` hold for what is read of the source at a time too.
    ///
    /// # Errors
    /// [`RasterError::Mismatch`] where a place or its system is missing or has no inverse,
    /// [`RasterError::Projection`] where a system cannot be computed.
    pub fn new(
        source: &'a dyn RasterSource,
        grid: Grid,
        kernel: Kernel,
        limits: Limits,
    ) -> Result<Self, RasterError> {
        let mismatch = |index, what: &str| RasterError::Mismatch { index, what: what.to_owned() };
        let place = source.georeference().ok_or_else(|| mismatch(0, "it has no place"))?;
        let back = match (&grid.georeference.crs, &place.crs) {
            (Some(to), Some(from)) => Transformation::new(to, from)?,
            (None, None) => return Err(mismatch(0, "neither it nor the grid has a system")),
            (None, _) => return Err(mismatch(1, "it has no reference system")),
            (_, None) => return Err(mismatch(0, "it has no reference system")),
        };
        for (index, place) in [(0, place), (1, &grid.georeference)] {
            if place.to_pixel(0.0, 0.0).is_none() {
                return Err(mismatch(index, "its transform has no inverse"));
            }
        }
        let nodata = source.nodata().or(Some(match source.sample_type() {
            SampleType::F32 | SampleType::F64 => f64::NAN,
            SampleType::I16 => f64::from(i16::MIN),
            SampleType::I32 => f64::from(i32::MIN),
            SampleType::U8 | SampleType::U16 | SampleType::U32 => 0.0,
        }));
        let mut warp =
            Self { source, place, grid, back, kernel, scale: (1.0, 1.0), nodata, limits };
        warp.scale = warp.scale_in_the_middle();
        Ok(warp)
    }

    /// The same, with another value for what is missing.
    #[must_use]
    pub fn with_nodata(mut self, nodata: f64) -> Self {
        self.nodata = Some(nodata);
        self
    }

    /// The pixels that there will be.
    #[must_use]
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The value that stands for a missing one.
    #[must_use]
    pub fn nodata(&self) -> Option<f64> {
        self.nodata
    }

    /// Reads a window of the grid, of some bands of the source.
    ///
    /// # Errors
    /// [`RasterError`]: the window or a band is not there, the limit is met, the source is damaged.
    pub fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        window.check(self.grid.width, self.grid.height)?;
        let (_, _, count) = self.source.extent();
        if let Some(&band) = bands.iter().find(|&&band| band >= count) {
            return Err(RasterError::NoBand { band, count });
        }
        let kind = self.source.sample_type();
        let what = || format!("{window} of {} bands of {kind}", bands.len());
        let extents =
            [window.width as u64, window.height as u64, bands.len() as u64, kind.bytes() as u64];
        self.limits.pixels(Path::new("reprojected"), what, &extents)?;
        let values = with_sample!(kind, T => {
            let empty = T::from_f64(self.nodata.unwrap_or(0.0));
            let mut values = vec![empty; window.width * window.height * bands.len()];
            for y in (window.y..window.bottom()).step_by(BLOCK) {
                for x in (window.x..window.right()).step_by(BLOCK) {
                    let block = Window::new(
                        x, y, BLOCK.min(window.right() - x), BLOCK.min(window.bottom() - y),
                    );
                    self.fill::<T>(block, window, bands, &mut values)?;
                }
            }
            Values::from(values)
        });
        let names = self.source.band_names();
        let name = |&band: &usize| names.get(band).cloned().unwrap_or_default();
        let names = bands.iter().map(name).collect();
        let raster = Raster::new(window.width, window.height, names, values)?;
        let place = self.grid.georeference.window(window);
        Ok(raster.with_georeference(Some(place)).with_nodata(self.nodata))
    }

    /// Fills a block of the window that `out` is.
    fn fill<T: Sample>(
        &self,
        block: Window,
        window: Window,
        bands: &[usize],
        out: &mut [T],
    ) -> Result<(), RasterError> {
        let places = self.places(block);
        let Some(needed) = self.needed(&places) else { return Ok(()) };
        let bytes = [needed.width, needed.height, bands.len(), size_of::<T>()];
        let bytes = bytes.iter().fold(1_u64, |all, &extent| all.saturating_mul(extent as u64));
        if bytes > self.limits.pixel_bytes && block.width * block.height > 1 {
            for part in quarters(block) {
                self.fill(part, window, bands, out)?;
            }
            return Ok(());
        }
        let piece = self.source.read(needed, bands)?;
        let empty = T::from_f64(self.nodata.unwrap_or(0.0));
        let gone = missing::<T>(self.source.nodata());
        for (band, plane) in out.chunks_exact_mut(window.width * window.height).enumerate() {
            let sampler = Sampler {
                values: piece.band::<T>(band)?,
                width: needed.width,
                height: needed.height,
                corner: (needed.x, needed.y),
                missing: &gone,
                kernel: self.kernel,
                scale: self.scale,
            };
            let rows = plane.chunks_exact_mut(window.width).skip(block.y - window.y);
            let rows: Vec<_> = rows.zip(places.chunks_exact(block.width)).collect();
            rows.into_par_iter().for_each(|(row, places)| {
                let row = &mut row[block.x - window.x..];
                for (target, place) in row.iter_mut().zip(places) {
                    let found = place.and_then(|(column, line)| sampler.at(column, line));
                    if let Some(value) = found {
                        *target = self.apart(T::from_f64(value), empty);
                    }
                }
            });
        }
        Ok(())
    }

    /// A mean that happens to be the number for "missing" goes one step aside.
    fn apart<T: Sample>(&self, value: T, empty: T) -> T {
        if self.kernel == Kernel::Nearest || value != empty {
            return value;
        }
        let up = T::from_f64(value.to_f64() + 1.0);
        if up == value { T::from_f64(value.to_f64() - 1.0) } else { up }
    }

    /// Column and row in the source of each pixel of a block; none outside.
    fn places(&self, block: Window) -> Vec<Option<(f64, f64)>> {
        let mut places = vec![None; block.width * block.height];
        places.par_chunks_exact_mut(block.width).enumerate().for_each(|(line, row)| {
            for (column, place) in row.iter_mut().enumerate() {
                let at = ((block.x + column) as f64 + 0.5, (block.y + line) as f64 + 0.5);
                *place = self.place(at.0, at.1).filter(|place| self.holds(*place));
            }
        });
        places
    }

    /// Where a place of the grid is in the source's pixels, also outside of it.
    fn place(&self, column: f64, row: f64) -> Option<(f64, f64)> {
        let (x, y) = self.grid.georeference.to_map(column, row);
        let (x, y) = self.back.apply(x, y)?;
        let place = self.place.to_pixel(x, y)?;
        let is_degrees = self.place.crs.as_ref().is_some_and(crate::georeference::Crs::is_degrees);
        if self.holds(place) || !is_degrees {
            return Some(place);
        }
        // Longitudes may go from 0 to 360 there.
        let around = |turn: f64| self.place.to_pixel(x + turn, y);
        let turned = [360.0, -360.0].into_iter().filter_map(around);
        turned.into_iter().find(|place| self.holds(*place)).or(Some(place))
    }

    fn holds(&self, (column, row): (f64, f64)) -> bool {
        let (width, height, _) = self.source.extent();
        (0.0..width as f64).contains(&column) && (0.0..height as f64).contains(&row)
    }

    /// The part of the source under these places.
    fn needed(&self, places: &[Option<(f64, f64)>]) -> Option<Window> {
        let mut range: Option<[f64; 4]> = None;
        for &(x, y) in places.iter().flatten() {
            let range = range.get_or_insert([x, y, x, y]);
            *range = [range[0].min(x), range[1].min(y), range[2].max(x), range[3].max(y)];
        }
        let [left, top, right, bottom] = range?;
        let (width, height, _) = self.source.extent();
        let reach = self.kernel.radius() as f64;
        let (wide, high) = (reach / self.scale.0 + 1.0, reach / self.scale.1 + 1.0);
        let (x, y) = ((left - wide).max(0.0) as usize, (top - high).max(0.0) as usize);
        let right = ((right + wide).ceil() as usize).min(width);
        let bottom = ((bottom + high).ceil() as usize).min(height);
        Some(Window::new(x, y, right - x, bottom - y))
    }

    /// Pixels of the target in one of the source, at most 1, in the middle of the grid or, where
    /// that is outside, in the middle of the source.
    fn scale_in_the_middle(&self) -> (f64, f64) {
        let (column, row) = (self.grid.width as f64 / 2.0, self.grid.height as f64 / 2.0);
        let step = |across: f64, down: f64| {
            let one = self.place(column - across / 2.0, row - down / 2.0)?;
            let two = self.place(column + across / 2.0, row + down / 2.0)?;
            Some((two.0 - one.0, two.1 - one.1))
        };
        let (Some(across), Some(down)) = (step(1.0, 0.0), step(0.0, 1.0)) else {
            return (1.0, 1.0);
        };
        let scale = |one: f64, two: f64| 1.0 / one.abs().max(two.abs());
        let (wide, high) = (scale(across.0, down.0), scale(across.1, down.1));
        if wide >= COARSE && high >= COARSE {
            return (1.0, 1.0);
        }
        // A kernel of more than a thousand pixels a side would be a mean of nothing near.
        (wide.clamp(1e-3, 1.0), high.clamp(1e-3, 1.0))
    }
}

fn quarters(block: Window) -> Vec<Window> {
    let (wide, high) = (block.width.div_ceil(2), block.height.div_ceil(2));
    let mut parts = Vec::with_capacity(4);
    for y in (block.y..block.bottom()).step_by(high) {
        for x in (block.x..block.right()).step_by(wide) {
            let (width, height) = (wide.min(block.right() - x), high.min(block.bottom() - y));
            parts.push(Window::new(x, y, width, height));
        }
    }
    parts
}

impl RasterSource for Warp<'_> {
    fn extent(&self) -> (usize, usize, usize) {
        (self.grid.width, self.grid.height, self.source.extent().2)
    }

    fn georeference(&self) -> Option<&GeoReference> {
        Some(&self.grid.georeference)
    }

    fn nodata(&self) -> Option<f64> {
        self.nodata
    }

    fn sample_type(&self) -> SampleType {
        self.source.sample_type()
    }

    fn band_names(&self) -> &[String] {
        self.source.band_names()
    }

    fn read(&self, window: Window, bands: &[usize]) -> Result<Raster, RasterError> {
        Self::read(self, window, bands)
    }
}
