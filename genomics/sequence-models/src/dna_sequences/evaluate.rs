//! What a model says of sequences, and how right it is.

use super::SequenceClassifier;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_tasks::TaskError;
use neuron_train::metrics::{ClassificationReport, Scores, classification};
use neuron_train::trainer::{Evaluator, TrainError, TrainerConfig, evaluation_batch};
use std::sync::Arc;

/// Predictions of a split and what they come to.
#[derive(Clone, Debug)]
pub(super) struct Evaluation {
    pub(super) report: ClassificationReport,
    pub(super) probabilities: Vec<f32>,
    pub(super) truth: Vec<u32>,
}

/// Probabilities of the classes of each example, and the classes that the examples say.
pub(super) fn probabilities(
    classifier: &SequenceClassifier,
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
    let rows = said.outputs["logits"].chunks(classifier.classes);
    Ok((rows.flat_map(softmax).collect(), truth))
}

fn softmax(row: &[f32]) -> Vec<f32> {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = row.iter().map(|&v| f64::from(v - top).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.iter().map(|power| (power / total) as f32).collect()
}

pub(super) fn evaluate(
    classifier: &SequenceClassifier,
    trainer: &TrainerConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Evaluation, TaskError> {
    let (probabilities, truth) = probabilities(classifier, trainer, examples, weights, device)?;
    let scores = Scores::Probabilities { values: &probabilities, classes: classifier.classes };
    let report = classification(scores, &truth, None)?;
    Ok(Evaluation { report, probabilities, truth })
}

/// The class of the greatest probability; of equals, the first.
pub(super) fn likeliest(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best })
}
