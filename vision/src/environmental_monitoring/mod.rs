//! Environmental monitoring: whether a place changes over the years, since when, and how fast.
//!
//! | module | what |
//! |-|-|
//! | [`series`], [`mauna_loa_co2`] | equally spaced values with gaps, from a file; a real one that is always there |
//! | [`trend`] | Mann–Kendall tests and Sen's slope: is there a trend, and how steep is it |
//! | [`breaks`] | level, trend and season in pieces: when did the trend break |
//! | [`season`] | waves, trend and season apart, gaps filled |
//! | [`cube`] | trends and breaks for each pixel of a stack of images, as maps |
//! | [`composite`] | one image of many, clouds left out |
//! | [`indices`] | spectral indices by their formulas |
//! | [`stack`] | files of one place at many dates → a cube of an index |
//! | [`monitor`] | where it degrades, since when, how fast, how sure |
//! | [`series_set`] | series with a class each: made up, or of one's own |
//! | [`forest`] | random forests |
//! | [`classification`] | the task: what happened at a place |
//! | [`date`], [`false_discovery`] | days, and many tests at once |

pub mod breaks;
mod carbon_dioxide;
pub mod classification;
pub mod composite;
pub mod cube;
pub mod date;
mod error;
pub mod false_discovery;
pub mod forest;
pub mod indices;
pub mod monitor;
pub mod season;
pub mod series;
pub mod series_set;
pub mod stack;
pub mod trend;

pub use carbon_dioxide::{WEEKS_A_YEAR, mauna_loa_co2};
pub use error::MonitoringError;
