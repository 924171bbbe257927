use crate::RasterSource;
use crate::georeference::GeoReference;
use std::fmt;

/// How far corners of one grid may be from those of another, in parts of a pixel.
const TOLERANCE: f64 = 1e-3;

/// Pixels at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Where they lie.
    pub georeference: GeoReference,
}

impl Grid {
    /// That of a raster, if it has a place.
    #[must_use]
    pub fn of(source: &dyn RasterSource) -> Option<Self> {
        let (width, height, _) = source.extent();
        let georeference = source.georeference()?.clone();
        Some(Self { width, height, georeference })
    }

    /// Whether two grids are known to be one: as many pixels, in one system, with corners that lie
    /// on each other.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let (wide, high) = (self.width as f64, self.height as f64);
        (self.width, self.height) == (other.width, other.height)
            && self.georeference.same_crs(&other.georeference)
            && [(0.0, 0.0), (wide, 0.0), (0.0, high), (wide, high)].iter().all(|&(column, row)| {
                let (x, y) = other.georeference.to_map(column, row);
                self.georeference.to_pixel(x, y).is_some_and(|(there, down)| {
                    (there - column).abs() <= TOLERANCE && (down - row).abs() <= TOLERANCE
                })
            })
    }
}

impl fmt::Display for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [left, across, turn, top, skew, down] = self.georeference.transform;
        let (wide, high) = (across.hypot(skew), turn.hypot(down));
        write!(
            f,
            "{}×{} pixels of {wide}×{high} from ({left}, {top}) on",
            self.width, self.height
        )?;
        match &self.georeference.crs {
            Some(crs) => write!(f, " in {crs}"),
            None => f.write_str(" in no known system"),
        }
    }
}
