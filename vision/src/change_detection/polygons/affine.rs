use crate::change_detection::ChangeError;

/// From pixels to a map: `x = x0 + column × column_x + row × row_x`, likewise y. Corners of pixels have
/// whole numbers; the upper left of the first is (0, 0).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    x: [f64; 3],
    y: [f64; 3],
}

impl Affine {
    /// Pixels themselves, y downwards.
    pub const PIXELS: Self = Self { x: [0.0, 1.0, 0.0], y: [0.0, 0.0, 1.0] };

    /// A transform of six numbers in GDAL's order: x of the origin, x a column, x a row, y of the origin, y a
    /// column, y a row.
    ///
    /// # Errors
    /// [`ChangeError::Transform`] where a number is not finite or the area of a pixel is 0.
    pub fn new(numbers: [f64; 6]) -> Result<Self, ChangeError> {
        let [x0, x1, x2, y0, y1, y2] = numbers;
        let made = Self { x: [x0, x1, x2], y: [y0, y1, y2] };
        if numbers.iter().all(|number| number.is_finite()) && made.pixel_area().is_normal() {
            return Ok(made);
        }
        Err(ChangeError::Transform { found: numbers.map(|number| number.to_string()).join(", ") })
    }

    /// Where a corner of pixels lies on the map.
    #[must_use]
    pub fn at(&self, row: f64, column: f64) -> [f64; 2] {
        [&self.x, &self.y].map(|[start, by_column, by_row]| {
            // One rounding each: exact for whole pixels of whole metres.
            row.mul_add(*by_row, column.mul_add(*by_column, *start))
        })
    }

    /// Area of a pixel in squared units of the map.
    #[must_use]
    pub fn pixel_area(&self) -> f64 {
        self.signed_area().abs()
    }

    /// Whether going round counter-clockwise in pixels, as they are displayed, is so on the map too.
    pub(super) fn keeps_sense(&self) -> bool {
        // Rows go down, a map's y goes up.
        self.signed_area() < 0.0
    }

    fn signed_area(&self) -> f64 {
        self.x[1] * self.y[2] - self.x[2] * self.y[1]
    }
}
