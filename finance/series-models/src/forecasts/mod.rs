//! The task `forecasts`: one network learns from all series of a table and forecasts quantiles of the next steps of each.
//!
//! It is told the past of an item in units of its own, covariates of past and future, what kind of item it is, and the
//! calendar, and corrects the forecast of a simple model. Items without a past and kinds that were not learned from are
//! forecast too. It is frozen before the windows that it is measured on, beside models of single series that are fitted
//! anew at each origin.
//!
//! | step | where |
//! |-|-|
//! | a long table becomes windows | [`Columns`], [`Splits`], [`Prepared`], [`WindowExamples`] |
//! | what is learned beside the weights | [`Learned`], [`CategoryTable`], [`CovariateUnits`], [`UsualSizes`] |
//! | three architectures, their quantiles and their loss | [`ForecastNetwork`] |
//! | what the network makes of what it is told | [`Occluded`] |

mod architecture;
mod baseline;
mod calendar;
mod categories;
mod check;
mod columns;
mod config;
mod conformal;
mod covariate_units;
mod evaluate;
mod examples;
mod explain;
mod forecast;
mod info;
mod learned;
mod network;
mod occlusion;
mod output;
mod predict;
mod prepared;
mod reference;
mod scale;
mod sections;
mod sizes;
mod source;
mod splits;
mod task;

pub use architecture::Architecture;
pub use calendar::{CalendarSettings, Holidays};
pub use categories::{CategoryTable, UsualSizes};
pub use columns::Columns;
pub use config::ForecastsConfig;
pub use covariate_units::CovariateUnits;
pub use examples::WindowExamples;
pub use forecast::forecasts;
pub use info::ForecastsModelInfo;
pub use learned::Learned;
pub use network::{ForecastNetwork, interpolation, masked_pinball, ordered_quantiles};
pub use occlusion::Occluded;
pub use prepared::Prepared;
pub use scale::Scaling;
pub use sizes::Sizes;
pub use source::synthetic_retail;
pub use splits::{Place, Splits};
pub use task::Forecasts;

use sizes::{OF_FUTURE, OF_PAST};
