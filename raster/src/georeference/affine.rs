/// Six numbers that take pixels to coordinates, in the order of GDAL's geotransform:
///
/// ```text
/// x = a[0] + a[1] column + a[2] row
/// y = a[3] + a[4] column + a[5] row
/// ```
///
/// Columns and rows are counted from the outer corner of the first pixel, whose centre is at
/// (0.5, 0.5).
pub type Affine = [f64; 6];

/// Coordinates of a place in pixels.
pub(super) fn apply(affine: &Affine, column: f64, row: f64) -> (f64, f64) {
    let [x, x_column, x_row, y, y_column, y_row] = *affine;
    (x + x_column * column + x_row * row, y + y_column * column + y_row * row)
}

/// Place in pixels of coordinates, unless the map has no inverse.
pub(super) fn invert(affine: &Affine, x: f64, y: f64) -> Option<(f64, f64)> {
    let [x_0, a, b, y_0, c, d] = *affine;
    let determinant = a * d - b * c;
    if determinant == 0.0 || !determinant.is_finite() {
        return None;
    }
    let (x, y) = (x - x_0, y - y_0);
    Some(((d * x - b * y) / determinant, (a * y - c * x) / determinant))
}
