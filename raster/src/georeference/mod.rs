//! Where a raster lies: an affine map from pixels to coordinates, and the reference system of these.

mod affine;
mod crs;
mod geo_keys;
mod geo_reference;

pub use affine::Affine;
pub use crs::{Crs, CrsKind};
pub use geo_keys::GeoKeys;
pub(crate) use geo_keys::{
    CITATION, GEODETIC_CRS, MODEL_TYPE, PROJECTED_CRS, RASTER_TYPE, USER_DEFINED,
};
pub use geo_reference::GeoReference;
