//! Series with a class each: what happened at a pixel.
//!
//! | file | what |
//! |-|-|
//! | `labelled` | the set: times, values of each band, class; NaN are gaps |
//! | `open` | a set by its name, or by a file or folder of one's own |
//! | `table` | one CSV file, a series a line |
//! | `folder` | a CSV file for each series, and a list of classes |
//! | `one` | the CSV file of a series: a time a line |
//! | `synthetic`, `cover`, `event` | `synthetic-series`, made up |

mod cover;
mod event;
mod folder;
mod labelled;
mod one;
mod open;
mod synthetic;
mod table;

pub use labelled::{SeriesSet, Sites};
pub use one::read_series;
pub use open::open;
pub(super) use open::read_sites;
pub use synthetic::{CLASSES, synthetic_series};
