use crate::sample::{missing, with_sample};
use crate::{Limits, Raster, RasterError, Sample, Values};
use std::path::Path;

/// How far pixels may be from a common grid, in parts of a pixel.
const TOLERANCE: f64 = 1e-3;

/// Joins rasters whose pixels lie on one grid: same system, same extent of pixels, corners whole
/// pixels apart. Where more than one has a value, the first counts; where none has, it is the first
/// one's nodata, else 0.
///
/// # Errors
/// [`RasterError::Count`] without a raster, [`RasterError::Mismatch`] where they do not fit,
/// [`RasterError::TooLarge`] above the limit: rasters that lie far apart span much.
pub fn mosaic(rasters: &[&Raster], limits: Limits) -> Result<Raster, RasterError> {
    let Some(first) = rasters.first() else {
        return Err(RasterError::Count { what: "rasters to join", found: 0, expected: 1 });
    };
    let corners: Vec<(i64, i64)> = rasters
        .iter()
        .enumerate()
        .map(|(index, raster)| {
            corner(first, raster).map_err(|what| RasterError::Mismatch { index, what })
        })
        .collect::<Result<_, _>>()?;
    let each = || rasters.iter().zip(&corners);
    let left = corners.iter().map(|corner| corner.0).min().unwrap_or(0);
    let top = corners.iter().map(|corner| corner.1).min().unwrap_or(0);
    let right = each().map(|(raster, corner)| corner.0 + raster.width() as i64).max();
    let bottom = each().map(|(raster, corner)| corner.1 + raster.height() as i64).max();
    let width = right.unwrap_or(left).abs_diff(left);
    let height = bottom.unwrap_or(top).abs_diff(top);
    let size = first.sample_type().bytes() as u64;
    let what = || format!("a mosaic of {width}×{height} pixels");
    let extents = [width, height, first.bands() as u64, size];
    limits.pixels(Path::new("mosaic"), what, &extents)?;
    let (width, height) = (width as usize, height as usize);
    let values = with_sample!(first.sample_type(), T => {
        join::<T>(rasters, &corners, (left, top), (width, height))
    });
    let georeference = first.georeference().map(|place| {
        let mut moved = place.clone();
        let (x, y) = place.to_map(left as f64, top as f64);
        (moved.transform[0], moved.transform[3]) = (x, y);
        moved
    });
    let joined = Raster::new(width, height, first.band_names().to_vec(), values)?;
    Ok(joined.with_georeference(georeference).with_nodata(first.nodata()))
}

/// Column and row of a raster's corner in the pixels of the first, or what does not fit.
fn corner(first: &Raster, raster: &Raster) -> Result<(i64, i64), String> {
    if raster.bands() != first.bands() {
        return Err(format!("it has {} bands, expected {}", raster.bands(), first.bands()));
    }
    if raster.sample_type() != first.sample_type() {
        let (found, expected) = (raster.sample_type(), first.sample_type());
        return Err(format!("its samples are {found}, expected {expected}"));
    }
    let (Some(one), Some(two)) = (first.georeference(), raster.georeference()) else {
        return Err("it, or the first, has no place".into());
    };
    if !one.same_crs(two) {
        return Err("its reference system is not known to be that of the first".into());
    }
    // Pixels drift apart over the width of a raster where their extents differ.
    let across = raster.width().max(raster.height()) as f64;
    let pixel = one.transform[1].hypot(one.transform[4]);
    let differs = |place: usize| (one.transform[place] - two.transform[place]).abs() * across;
    if [1, 2, 4, 5].into_iter().any(|place| differs(place) > TOLERANCE * pixel) {
        return Err("its pixels are of another extent or direction than the first's".into());
    }
    let (x, y) = one
        .to_pixel(two.transform[0], two.transform[3])
        .ok_or("the transform of the first has no inverse")?;
    // Zero without a sign.
    let (x, y) = (x + 0.0, y + 0.0);
    let whole = |place: f64| (place - place.round()).abs() <= TOLERANCE && place.abs() < 1e12;
    if !whole(x) || !whole(y) {
        return Err(format!(
            "its corner is at ({x:.3}, {y:.3}) of the first, expected whole pixels"
        ));
    }
    Ok((x.round() as i64, y.round() as i64))
}

fn join<T: Sample>(
    rasters: &[&Raster],
    corners: &[(i64, i64)],
    (left, top): (i64, i64),
    (width, height): (usize, usize),
) -> Values {
    let empty = rasters.first().and_then(|first| first.nodata());
    let bands = rasters.first().map_or(0, |first| first.bands());
    let mut values = vec![T::from_f64(empty.unwrap_or(0.0)); bands * width * height];
    // From the last to the first, so that what the first has stays.
    for (raster, corner) in rasters.iter().zip(corners).rev() {
        let Some(given) = raster.values().as_slice::<T>() else { continue };
        let (x, y) = ((corner.0 - left) as usize, (corner.1 - top) as usize);
        let gone = missing::<T>(raster.nodata());
        for (line, row) in given.chunks_exact(raster.width()).enumerate() {
            let (band, line) = (line / raster.height(), line % raster.height());
            let start = (band * height + y + line) * width + x;
            for (target, &value) in values[start..].iter_mut().zip(row) {
                if !gone(value) {
                    *target = value;
                }
            }
        }
    }
    Values::from(values)
}
