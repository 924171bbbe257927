//! A panel of series: targets, covariates, metadata, all on one regular grid of times.
//!
//! [`SeriesSet`] holds the panel and [`LongTable`] reads it from a table with one row for each item
//! and time. A value that is missing is `None`; whatever is odd about an item is a [`Note`](crate::Note).

mod columns;
mod demand;
mod frequency;
mod item;
mod read;
mod regular;
mod set;
mod time;

pub use columns::{CovariateColumn, GapPolicy, LongTable};
pub use demand::{DemandPattern, demand_pattern};
pub use frequency::Frequency;
pub use item::{MetadataValue, Series};
pub use set::{Covariate, ItemNote, SeriesSet};
pub use time::parse_time;
