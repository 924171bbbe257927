use super::LandUseConfig;
use super::sections::likeliest;
use super::views::{View, add_probabilities};
use crate::land_use::Classifier;
use crate::tasks::{Split, TaskError};
use neuron_data::examples::Examples;
use neuron_random::Stream;
use neuron_rt::{Device, Resident};
use neuron_train::metrics::{Bootstrap, ClassificationReport, Scores, classification};
use neuron_train::trainer::{Evaluator, TrainError, evaluation_batch};
use std::sync::Arc;

/// What a model says about a split.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// Metrics, confusion matrix, curves.
    pub report: ClassificationReport,
    /// Probability of each class for each image, `[image, class]`.
    pub probabilities: Vec<f32>,
    /// The true class of each image.
    pub truth: Vec<u32>,
}

impl Evaluation {
    /// Where the accuracy comes from, and how far chance may move it.
    pub(super) fn accuracy_note(&self, split: Split) -> String {
        let measured = format!("measured on the {split} split");
        let classes = self.probabilities.len() / self.truth.len().max(1);
        let rows = self.probabilities.chunks(classes.max(1)).zip(&self.truth);
        let hits: Vec<f64> = rows
            .map(|(row, &truth)| f64::from(u8::from(likeliest(row) == truth as usize)))
            .collect();
        let range = Bootstrap::default().mean(&hits, None, Stream::new(0, "bootstrap"));
        range.map_or_else(
            |_| measured.clone(),
            |range| format!("{measured}; 95 % interval {:.4} to {:.4}", range.low, range.high),
        )
    }
}

/// Classifies examples, under all symmetries that training drew from where the configuration says so.
///
/// # Errors
/// What loading and running meet; [`TaskError::Metric`] where there is nothing to measure.
pub fn evaluate(
    config: &LandUseConfig,
    classifier: &Classifier,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<Evaluation, TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let batch = evaluation_batch(&config.trainer, examples.len(), device);
    let (workers, precision) = (config.trainer.workers, config.trainer.precision);
    let mut evaluator = Evaluator::new(classifier, &**examples, batch, workers, precision, device)?;
    let classes = classifier.ensemble.shape.classes;
    let mut sums = Vec::new();
    let mut truth = Vec::new();
    let views = config.views();
    for &symmetry in &views {
        let view: Arc<dyn Examples> = Arc::new(View { examples: examples.clone(), symmetry });
        let predictions = evaluator.predict(&view, weights, false)?;
        add_probabilities(&mut sums, &predictions.outputs["logits"], classes);
        truth = predictions.integers["label"]
            .iter()
            .map(|&l| u32::try_from(l).unwrap_or(u32::MAX))
            .collect();
    }
    let probabilities: Vec<f32> = sums.iter().map(|p| (p / views.len() as f64) as f32).collect();
    let scores = Scores::Probabilities { values: &probabilities, classes };
    let report = classification(scores, &truth, None)?;
    Ok(Evaluation { report, probabilities, truth })
}
