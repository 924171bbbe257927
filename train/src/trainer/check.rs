//! What can be refused before anything is made.

use super::{Export, TrainError, TrainerConfig};
use neuron_data::examples::Examples;

/// Whether a training can begin: settings within their ranges, examples to learn from.
///
/// # Errors
/// [`TrainError::Setting`], [`TrainError::Empty`].
pub fn check(
    config: &TrainerConfig,
    train: &dyn Examples,
    validation: &dyn Examples,
) -> Result<(), TrainError> {
    let setting = |key, found: String, expected| TrainError::Setting { key, found, expected };
    if config.batch_size == 0 || config.accumulate == 0 {
        return Err(setting("batch_size", config.batch_size.to_string(), "1 or more"));
    }
    if config.epochs == 0 {
        return Err(setting("epochs", "0".into(), "1 or more"));
    }
    if !(config.learning_rate.is_finite() && config.learning_rate > 0.0) {
        return Err(setting(
            "learning_rate",
            config.learning_rate.to_string(),
            "a positive number",
        ));
    }
    if !(0.0..1.0).contains(&config.ema) {
        return Err(setting("ema", config.ema.to_string(), "0 or more and below 1"));
    }
    if train.is_empty() {
        return Err(TrainError::Empty { split: "training" });
    }
    if validation.is_empty() && config.export == Export::Best {
        return Err(TrainError::Empty { split: "validation" });
    }
    Ok(())
}
