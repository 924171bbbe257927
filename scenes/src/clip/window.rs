use crate::stac::Place;
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::reproject::Transformation;
use neuron_raster::{RasterError, Window};

/// The pixels of an image that a place touches; none where it lies elsewhere.
///
/// # Errors
/// [`RasterError`] where the image has no place, or one in a system that cannot be computed.
pub fn window_of(
    image: Option<&GeoReference>,
    (width, height): (usize, usize),
    place: Place,
) -> Result<Option<Window>, RasterError> {
    let mismatch = |what: &str| RasterError::Mismatch { index: 0, what: what.to_owned() };
    let image = image.ok_or_else(|| mismatch("it has no place"))?;
    let crs = image.crs.as_ref().ok_or_else(|| mismatch("it has no reference system"))?;
    let there = Transformation::new(&Crs::geographic(4326), crs)?;
    let Some([left, bottom, right, top]) = there.bounds(place.degrees) else { return Ok(None) };
    let mut range = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in [(left, bottom), (left, top), (right, bottom), (right, top)] {
        let (column, row) =
            image.to_pixel(x, y).ok_or_else(|| mismatch("its transform has no inverse"))?;
        range = [range[0].min(column), range[1].min(row), range[2].max(column), range[3].max(row)];
    }
    // A hair over an edge is not another pixel.
    let (hair, wide, high) = (1e-6, width as f64, height as f64);
    let x = (range[0] + hair).floor().clamp(0.0, wide);
    let y = (range[1] + hair).floor().clamp(0.0, high);
    let right = (range[2] - hair).ceil().clamp(0.0, wide);
    let bottom = (range[3] - hair).ceil().clamp(0.0, high);
    if !(x < right && y < bottom) {
        return Ok(None);
    }
    Ok(Some(Window::new(x as usize, y as usize, (right - x) as usize, (bottom - y) as usize)))
}
