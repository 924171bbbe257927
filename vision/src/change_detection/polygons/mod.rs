//! A map of change as polygons: connected pixels, their outlines, GeoJSON.
//!
//! | file | what |
//! |-|-|
//! | `affine` | from pixels to a map |
//! | `components` | changed pixels that touch by a side |
//! | `outline` | the rings around them, along the sides of pixels |
//! | `regions` | polygons with holes and areas |
//! | `geo_json` | as RFC 7946 writes them |

mod affine;
mod components;
mod geo_json;
mod outline;
mod regions;

pub use affine::Affine;
pub use components::{Components, components};
pub use geo_json::geo_json;
pub use regions::{Areas, Region, areas, regions};
