use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// Everything that decides a run of `volatility`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolatilityConfig {
    /// `tech-portfolio`, or a CSV or parquet file of prices.
    pub dataset: String,
    /// How many of the last days to take; 0 for all.
    pub dataset_size: usize,
    /// Days that the network looks back.
    pub window: usize,
    /// Share of the days, the last ones, that are tested on.
    pub test_share: f64,
    /// Share of the days before, the last ones, that the best weights are chosen by.
    pub validation_share: f64,
    /// Level of value at risk and expected shortfall.
    pub level: f64,
    /// States of the LSTM.
    pub hidden: usize,
    /// Layers of the LSTM.
    pub layers: usize,
    /// Share of numbers that training drops before the head.
    pub dropout: f64,
    /// Networks with weights of their own that are trained at once; the logarithms of their variances are averaged.
    pub members: usize,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

impl VolatilityConfig {
    /// The settings for a dataset.
    #[must_use]
    pub fn recipe(dataset: &str) -> Self {
        Self {
            dataset: dataset.to_owned(),
            dataset_size: 0,
            window: 40,
            test_share: 0.3,
            validation_share: 0.15,
            level: 0.975,
            hidden: 16,
            layers: 1,
            dropout: 0.1,
            members: 4,
            trainer: TrainerConfig {
                epochs: 12,
                batch_size: 128,
                learning_rate: 3e-3,
                weight_decay: 0.01,
                ema: 0.99,
                ..TrainerConfig::default()
            },
        }
    }
}
