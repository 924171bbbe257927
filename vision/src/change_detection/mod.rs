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
//! | [`labelled`] | pairs with labels: made up, from folders, one large pair |
//! | [`training`] | how networks learn from them: settings, losses, augmentation |
//! | [`measurement`] | a network and methods without learning, on the same pixels |
//! | [`files`] | dates from files, maps into files |
//!
//! [`ChangeDetection`] is the task that trains.

mod error;
pub mod files;
mod info;
pub mod labelled;
pub mod measurement;
pub mod methods;
pub mod metrics;
pub mod models;
pub mod pair;
pub mod polygons;
mod predict;
mod task;
pub mod threshold;
pub mod training;

pub use error::{ChangeError, Date};
pub use info::ChangeInfo;
pub use predict::predict;
pub use task::ChangeDetection;
