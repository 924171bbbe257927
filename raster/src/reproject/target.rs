use super::Transformation;
use crate::RasterError;
use crate::georeference::{Crs, GeoReference};
use crate::grid::Grid;

/// Most pixels of a side that are suggested.
const MOST: f64 = 1e6;

/// A grid in `crs` that covers `width × height` pixels at `place`, north up. Pixels are squares of
/// `resolution`; where none is given, of as much as keeps the number of pixels along the diagonal,
/// as GDAL suggests it.
///
/// # Errors
/// [`RasterError::Projection`] where a system cannot be computed, [`RasterError::Mismatch`] where
/// the place has no system or does not reach the other one, [`RasterError::Setting`] for a resolution
/// that is not positive or gives more than a million pixels a side.
pub fn suggested_grid(
    place: &GeoReference,
    (width, height): (usize, usize),
    crs: &Crs,
    resolution: Option<f64>,
) -> Result<Grid, RasterError> {
    let mismatch = |what: &str| RasterError::Mismatch { index: 0, what: what.to_owned() };
    let from = place.crs.as_ref().ok_or_else(|| mismatch("it has no reference system"))?;
    let there = Transformation::new(from, crs)?;
    let (wide, high) = (width as f64, height as f64);
    let mut range: Option<[f64; 4]> = None;
    let steps = 128;
    for step in 0..=steps {
        let share = f64::from(step) / f64::from(steps);
        let edges =
            [(share * wide, 0.0), (share * wide, high), (0.0, share * high), (wide, share * high)];
        for (column, row) in edges {
            let (x, y) = place.to_map(column, row);
            let Some((x, y)) = there.apply(x, y) else { continue };
            let range = range.get_or_insert([x, y, x, y]);
            *range = [range[0].min(x), range[1].min(y), range[2].max(x), range[3].max(y)];
        }
    }
    let [left, bottom, right, top] =
        range.ok_or_else(|| mismatch("it lies where the other system does not reach"))?;
    let corner = |column: f64, row: f64| {
        let (x, y) = place.to_map(column, row);
        there.apply(x, y)
    };
    // Of the diagonal from the first to the last pixel; of the range, where one is out of reach.
    let diagonal = match (corner(0.0, 0.0), corner(wide, high)) {
        (Some(first), Some(last)) => (last.0 - first.0).hypot(last.1 - first.1),
        _ => (right - left).hypot(top - bottom),
    };
    let kept = diagonal / wide.hypot(high);
    let pixel = resolution.unwrap_or(kept);
    let (columns, rows) = ((right - left) / pixel, (top - bottom) / pixel);
    if !(pixel > 0.0 && pixel.is_finite() && columns <= MOST && rows <= MOST) {
        let expected = "positive, and such that a side has at most a million pixels";
        return Err(RasterError::Setting {
            name: "resolution",
            expected,
            found: pixel.to_string(),
        });
    }
    // As rasterio does: whole pixels of the size that is kept, then so many of the size asked for that
    // they reach as far.
    let whole = |length: f64| {
        let count = (length / kept + 0.5).floor().max(1.0);
        if resolution.is_some() { (count * kept / pixel).ceil() as usize } else { count as usize }
    };
    Ok(Grid {
        width: whole(right - left),
        height: whole(top - bottom),
        georeference: GeoReference::north_up(Some(crs.clone()), left, top, (pixel, pixel)),
    })
}
