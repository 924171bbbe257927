//! Change detection: two dates of a place → where it changed.
//!
//! | module | what |
//! |-|-|
//! | [`pair`] | two images of the same pixels: normalised, registered, of one radiometry |
//! | [`methods`] | how strongly each pixel changed: change vectors, IR-MAD, NDVI |
//! | [`threshold`] | from which strength on it is change |
//! | [`metrics`] | a map against labels |
//! | [`polygons`] | a map as GeoJSON |
//! | [`models`] | networks that learn it |
//! | [`files`] | dates from files, maps into files |

mod error;
pub mod files;
pub mod methods;
pub mod metrics;
pub mod models;
pub mod pair;
pub mod polygons;
pub mod threshold;

pub use error::{ChangeError, Date};
