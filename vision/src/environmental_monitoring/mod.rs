//! Environmental monitoring: whether a place changes over the years, since when, and how fast.
//!
//! | module | what |
//! |-|-|
//! | [`series`] | equally spaced values with gaps, from a file |
//! | [`trend`] | Mann–Kendall tests and Sen's slope: is there a trend, and how steep is it |
//! | [`breaks`] | level, trend and season in pieces: when did the trend break |
//! | [`season`] | waves, trend and season apart, gaps filled |
//! | [`cube`] | trends and breaks for each pixel of a stack of images, as maps |
//! | [`composite`] | one image of many, clouds left out |
//! | [`indices`] | spectral indices by their formulas |

pub mod breaks;
pub mod composite;
pub mod cube;
mod error;
pub mod indices;
pub mod season;
pub mod series;
pub mod trend;

pub use error::MonitoringError;
