//! Commands that read rasters of any size, a window at a time.

mod index;
mod mosaic;
mod opened;
mod output_file;
mod reproject;
mod statistics;
mod tile;

pub(super) use index::index;
pub(super) use mosaic::mosaic;
pub(super) use reproject::reproject;
pub(super) use statistics::statistics;
pub(super) use tile::tile;
