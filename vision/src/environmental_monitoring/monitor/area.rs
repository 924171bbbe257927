use neuron_raster::georeference::{CrsKind, GeoReference};

/// Metres of a degree on a sphere of the size of the Earth.
const DEGREE: f64 = 111_194.93;

/// From pixels to the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    place: Option<GeoReference>,
}

impl Ground {
    /// Of the place of a raster.
    #[must_use]
    pub fn new(place: Option<GeoReference>) -> Self {
        Self { place }
    }

    /// Whether it is known where pixels lie.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.place.is_some()
    }

    /// Coordinates on the map; the centre of the first pixel is row 0.5, column 0.5. Without a place, column and row.
    #[must_use]
    pub fn at(&self, row: f64, column: f64) -> [f64; 2] {
        match &self.place {
            Some(place) => place.to_map(column, row).into(),
            None => [column, row],
        }
    }

    /// Hectares of a pixel at a row: of projected coordinates in metres exactly, of degrees as on a sphere; nothing
    /// where it is not known what a pixel is.
    #[must_use]
    pub fn hectares(&self, row: f64, column: f64) -> Option<f64> {
        let place = self.place.as_ref()?;
        let [_, a, b, _, c, d] = place.transform;
        let area = (a * d - b * c).abs();
        match place.crs.as_ref()?.kind {
            CrsKind::Projected => Some(area / 1e4),
            CrsKind::Geographic => {
                let latitude = place.to_map(column, row).1.to_radians();
                Some(area * DEGREE * DEGREE * latitude.cos() / 1e4)
            }
            CrsKind::Other => None,
        }
    }

    /// The reference system as people name it.
    #[must_use]
    pub fn system(&self) -> String {
        let crs = self.place.as_ref().and_then(|place| place.crs.as_ref());
        match (&self.place, crs) {
            (None, _) => "pixels: the files do not say where they lie".to_owned(),
            (Some(_), None) => "map units of an unnamed reference system".to_owned(),
            (Some(_), Some(crs)) => match crs.epsg {
                Some(epsg) => format!("EPSG:{epsg}"),
                None => "map units of the files' reference system".to_owned(),
            },
        }
    }
}
