//! Rasters brought from one reference system and grid onto another.
//!
//! | part | what |
//! |-|-|
//! | [`Transformation`] | coordinates of one system to those of another |
//! | [`suggested_grid()`] | a grid of another system that covers a raster, at its resolution |
//! | [`Warp`] | windows of a raster as they are on another grid |
//! | [`Kernel`] | how a value between pixels is found |
//!
//! Each pixel of the target is taken back to the source exactly, without an approximation between
//! pixels. Definitions are those of the EPSG register as strings of PROJ, projections those of
//! `proj4rs`, which follows PROJ. Shifts between datums are the three or seven numbers of the
//! definition; systems that need a file of shifts (NAD27, for one) are refused, not guessed.

mod kernel;
mod projection;
mod sampler;
mod target;
mod transformation;
mod warp;

pub use kernel::Kernel;
pub use target::suggested_grid;
pub use transformation::Transformation;
pub use warp::Warp;
