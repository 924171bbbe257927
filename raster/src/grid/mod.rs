//! Rasters cut into tiles and put together again, joined, and brought onto other grids.
//!
//! | part | what |
//! |-|-|
//! | [`Grid`] | pixels at a place |
//! | [`Tiles`] | windows of one size, with an overlap, that cover an image |
//! | [`Blend`] | values of tiles put back, with weights that fall towards their edges |
//! | [`mosaic()`] | rasters on one grid joined to one |
//! | [`resample()`] | values of a raster at the pixels of another grid of the same system |

mod blend;
mod extent;
mod mosaic;
mod resample;
mod tiles;

pub use blend::Blend;
pub use extent::Grid;
pub use mosaic::mosaic;
pub use resample::{Resampling, resample};
pub use tiles::Tiles;
