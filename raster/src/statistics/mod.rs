//! Statistics of bands, read by window: a file may be larger than memory.
//!
//! | part | what |
//! |-|-|
//! | [`band_statistics()`] | all of them, of all bands of a raster |
//! | [`Moments`] | count, least, greatest, mean and deviation of values in blocks |
//! | `ranks` | values by their rank, exactly, in passes over the values |

mod bands;
mod moments;
mod ranks;

pub use bands::{BandStatistics, band_statistics};
pub use moments::Moments;
