//! The task `volatility`: an LSTM says how volatile the next day will be, and so what may be lost.
//!
//! It reads the last days of an asset and corrects an exponentially weighted variance; innovations are Student's t.
//! Its forecasts of days that it never saw are compared with those of GJR-GARCH with Student's t, whose parameters
//! are frozen on the same day, by QLIKE and by the loss FZ0 of value at risk and expected shortfall, with
//! Diebold and Mariano's test of whether a difference is more than chance.

mod baseline;
mod config;
mod data;
mod evaluate;
mod examples;
mod features;
mod info;
mod network;
mod predict;
mod sections;
mod task;

pub use config::VolatilityConfig;
pub use data::{AssetDays, VolatilityData};
pub use examples::DayExamples;
pub use features::{FEATURES, features};
pub use info::{KnownAsset, VolatilityModelInfo};
pub use network::VolatilityNetwork;
pub use task::VolatilityForecast;
