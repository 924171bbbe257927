use crate::datasets::DatasetError;
use neuron_raster::georeference::GeoReference;
use neuron_raster::geotiff::GeoTiff;
use neuron_raster::{Limits, RasterError};
use std::path::Path;

/// How far a mask's corners may lie from its image's, in pixels.
const TOLERANCE: f64 = 0.1;

/// Checks that an image and its mask, both `height × width`, lie at the same place, where both files say
/// where they lie.
///
/// # Errors
/// [`DatasetError::File`] of the mask.
pub(super) fn check_same_place(
    image: &Path,
    mask: &Path,
    [height, width]: [usize; 2],
) -> Result<(), DatasetError> {
    let (Some(here), Some(there)) = (place(image), place(mask)) else { return Ok(()) };
    let wrong = |what: String| DatasetError::File { path: mask.to_path_buf(), what };
    if !here.same_crs(&there) {
        let image = image.display();
        return Err(wrong(format!("is in another reference system than its image `{image}`")));
    }
    let corners = [(0.0, 0.0), (width as f64, 0.0), (0.0, height as f64)];
    for (column, row) in corners {
        let (x, y) = there.to_map(column, row);
        let Some(found) = here.to_pixel(x, y) else { return Ok(()) };
        let apart = (found.0 - column).hypot(found.1 - row);
        // What is not a number is not near.
        if !apart.is_finite() || apart > TOLERANCE {
            return Err(wrong(format!(
                "has a corner {apart:.1} pixels from that of its image `{}`, expected the same place",
                image.display()
            )));
        }
    }
    Ok(())
}

/// Where a file says that it lies; nothing of files that are no GeoTIFF.
fn place(path: &Path) -> Option<GeoReference> {
    let file: Result<GeoTiff, RasterError> = GeoTiff::open(path, Limits::default());
    file.ok()?.georeference().cloned()
}
