use super::ScanClassifier;
use crate::tasks::TaskError;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, TrainError, TrainerConfig, evaluation_batch};
use std::sync::Arc;

/// What a model says of images, and what they show.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Scores, `[image, class]`.
    pub logits: Vec<f32>,
    /// The true class of each image.
    pub truth: Vec<u32>,
}

/// Runs a classifier over examples.
///
/// # Errors
/// What loading and running meet; [`TrainError::Empty`] without an image.
pub fn ask(
    config: &TrainerConfig,
    classifier: &ScanClassifier,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Said, TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let batch = evaluation_batch(config, examples.len(), device);
    let (workers, precision) = (config.workers, config.precision);
    let mut evaluator = Evaluator::new(classifier, &**examples, batch, workers, precision, device)?;
    let mut said = evaluator.predict(examples, weights, false)?;
    let labels = said.integers.remove("label").unwrap_or_default();
    let truth = labels.into_iter().map(|label| u32::try_from(label).unwrap_or(u32::MAX)).collect();
    Ok(Said { logits: said.outputs.remove("logits").unwrap_or_default(), truth })
}
