//! Drawings of the report.

mod colours;
mod heat_map;
mod scatter;
mod svg;

pub(super) use heat_map::heat_map;
pub(super) use scatter::{Group, Scatter};
pub(super) use svg::Svg;
