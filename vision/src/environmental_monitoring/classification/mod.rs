//! The task `environmental_monitoring`: what happened at a place, from its series.
//!
//! | file | what |
//! |-|-|
//! | `config`, `recipes` | settings, and those that do well |
//! | `data` | the series of a run: splits, statistics of the bands |
//! | `examples`, `encoding` | what a network is fed: values, what was seen, times as waves |
//! | `features`, `rules` | numbers of a series for a forest, and a verdict by trend and breaks |
//! | `models` | a temporal transformer, a convolutional network, a forest as matrices |
//! | `classifier` | model and loss |
//! | `baselines`, `evaluate`, `sections` | the same test split for all, and what a report shows |
//! | `predict` | what a trained model says of files |
//! | `task`, `info` | the task as `train` knows it, and what weights say of themselves |

mod baselines;
mod classifier;
mod config;
mod data;
mod encoding;
mod evaluate;
mod examples;
mod features;
mod info;
mod models;
mod predict;
mod recipes;
mod rules;
mod sections;
mod task;

pub use classifier::SeriesClassifier;
pub use config::{Complexity, SeriesAugmentation, SeriesConfig};
pub use data::SeriesData;
pub use encoding::{ENCODING, encode_time};
pub use examples::{BandScales, SeriesExamples};
pub use features::{FEATURES_BY_BAND, FEATURES_OF_BREAKS, features};
pub use info::SeriesModelInfo;
pub use models::{SeriesModel, SeriesShape, TemporalCnnConfig, TemporalTransformerConfig};
pub use recipes::recipe;
pub use rules::{Verdict, verdict};
pub use task::EnvironmentalMonitoring;
