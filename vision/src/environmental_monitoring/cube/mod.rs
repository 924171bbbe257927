//! Cubes of images: the same place at many times, and maps of what happened at each pixel.
//!
//! | module | what |
//! |-|-|
//! | `values` | the cube itself: times × rows × columns, NaN as gap |
//! | `pixels` | the same analysis for every pixel, rows in parallel, in memory that is used again |
//! | `trend`, `breaks` | maps of Mann–Kendall tests with Sen's slope, and of breaks |
//! | `map` | a value for each pixel; maps as files |
//!
//! A map does not depend on the number of threads.

mod breaks;
mod map;
mod pixels;
mod trend;
mod values;

pub use breaks::{BreakMapOptions, BreakMaps, break_maps};
pub use map::{Map, write_maps};
pub use pixels::Pixels;
pub use trend::{TrendMapOptions, TrendMaps, trend_maps};
pub use values::Cube;
