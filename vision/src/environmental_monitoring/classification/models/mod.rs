//! Models of series: from what is fed to scores of classes.

mod config;
mod forest;
mod temporal_cnn;
mod temporal_transformer;

pub use config::{SeriesModel, SeriesShape};
pub(super) use forest::{forest_logits, forest_states};
pub use temporal_cnn::TemporalCnnConfig;
pub use temporal_transformer::TemporalTransformerConfig;
