//! A reference system as a projection that can be computed.

use crate::RasterError;
use crate::georeference::Crs;
use proj4rs::Proj;

/// A system with its projection.
#[derive(Clone)]
pub(super) struct Projection {
    pub(super) proj: Proj,
    /// Whether coordinates are degrees; proj4rs takes radians.
    pub(super) degrees: bool,
}

impl Projection {
    pub(super) fn of(crs: &Crs) -> Result<Self, RasterError> {
        let refused = |why: String| RasterError::Projection { crs: crs.to_string(), why };
        let code = crs.epsg.ok_or_else(|| {
            refused("it has no EPSG number, by which projections are found".into())
        })?;
        let definition = u16::try_from(code)
            .ok()
            .and_then(crs_definitions::from_code)
            .ok_or_else(|| refused("its EPSG number has no definition here".into()))?;
        let text = definition.proj4;
        datum_is_known(text).map_err(refused)?;
        let proj = Proj::from_proj_string(text)
            .map_err(|error| refused(format!("its projection is not computed here ({error})")))?;
        Ok(Self { degrees: proj.is_latlong(), proj })
    }
}

/// Whether the way from the system's datum to WGS 84 is in its definition.
fn datum_is_known(definition: &str) -> Result<(), String> {
    let value = |key: &str| {
        definition.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    };
    match (value("+nadgrids"), value("+datum")) {
        (Some(grids), _) if grids != "@null" => {
            return Err(format!("it needs a file of datum shifts ({grids}), which is not here"));
        }
        (_, Some("NAD27")) => {
            return Err("NAD27 needs a file of datum shifts, which is not here".into());
        }
        (None, None) if value("+towgs84").is_none() => {}
        _ => return Ok(()),
    }
    // Datums of the plates that have these ellipsoids are WGS 84 within two metres.
    match value("+ellps") {
        Some("GRS80" | "WGS84") => Ok(()),
        _ => Err("its definition does not say how its datum lies to WGS 84".into()),
    }
}
