use super::SeriesClassifier;
use crate::tasks::TaskError;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::metrics::{ClassificationReport, Scores, classification};
use neuron_train::trainer::{Evaluator, TrainError, TrainerConfig, evaluation_batch};
use std::sync::Arc;

/// What a model says about a split.
#[derive(Clone, Debug)]
pub(super) struct Evaluation {
    pub(super) report: ClassificationReport,
    /// Probability of each class for each series, `[series, class]`.
    pub(super) probabilities: Vec<f32>,
    pub(super) truth: Vec<u32>,
}

/// Probabilities of the classes for each example.
pub(super) fn probabilities(
    classifier: &SeriesClassifier,
    trainer: &TrainerConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<(Vec<f32>, Vec<u32>), TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let batch = evaluation_batch(trainer, examples.len(), device);
    let mut evaluator =
        Evaluator::new(classifier, &**examples, batch, trainer.workers, trainer.precision, device)?;
    let said = evaluator.predict(examples, weights, false)?;
    let truth = said.integers["label"].iter();
    let truth = truth.map(|&label| u32::try_from(label).unwrap_or(u32::MAX)).collect();
    let rows = said.outputs["logits"].chunks(classifier.shape.classes);
    Ok((rows.flat_map(softmax).collect(), truth))
}

fn softmax(row: &[f32]) -> Vec<f32> {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = row.iter().map(|&v| f64::from(v - top).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.iter().map(|power| (power / total) as f32).collect()
}

/// Measures a model on a split.
pub(super) fn evaluate(
    classifier: &SeriesClassifier,
    trainer: &TrainerConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Evaluation, TaskError> {
    let (probabilities, truth) = probabilities(classifier, trainer, examples, weights, device)?;
    let classes = classifier.shape.classes;
    let scores = Scores::Probabilities { values: &probabilities, classes };
    let report = classification(scores, &truth, None)?;
    Ok(Evaluation { report, probabilities, truth })
}

/// The likeliest class.
pub(super) fn likeliest(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best })
}
