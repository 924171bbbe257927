//! Judging, correcting and explaining forecasts, whatever model they come from.
//!
//! | module | what |
//! |-|-|
//! | [`Forecast`] | points and quantiles of one series, with what has to be said about them |
//! | [`measure`] | WAPE, MASE, sMAPE, OWA, quantile losses, coverage …, per item and over items |
//! | [`series`] | a panel of series with covariates and metadata, its frequency, its reader |
//! | [`calendar`] | holidays by rule or list, weekdays, months, Fourier terms |
//! | [`backtest`] | windows, and the test that a pipeline does not look ahead |
//! | [`combination`] | mean, median, trimmed mean, weights learnt on earlier windows |
//! | [`conformal`] | intervals that cover as often as they say |
//! | [`hierarchy`] | forecasts of sums and of their parts that agree |
//! | [`boosting`] | gradient-boosted trees on histograms, and exact attributions of them |
//! | [`regression`] | one model of all series, with covariates, cold start, what-if, attributions |
//!
//! A model enters by a closure, so that any may be judged: see [`backtest::backtest`].
//! Results depend on the data and the seed alone, never on the number of threads.
#![forbid(unsafe_code)]

pub mod backtest;
pub mod boosting;
pub mod calendar;
pub mod combination;
pub mod conformal;
mod error;
mod forecast;
pub mod hierarchy;
pub mod measure;
mod note;
pub mod regression;
pub mod series;

pub use error::EvaluationError;
pub use forecast::{Forecast, QuantilePath};
pub use note::Note;
