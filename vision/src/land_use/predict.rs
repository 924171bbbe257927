use super::views::add_probabilities;
use super::{Classifier, ModelInfo};
use crate::augment::Augmentation;
use crate::datasets::ImageExamples;
use crate::tasks::TaskError;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, evaluation_batch};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// What a model says of one image.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// The file.
    pub file: PathBuf,
    /// The likeliest class.
    pub class: String,
    /// Its probability.
    pub probability: f64,
    /// Probability of each class, the likeliest first.
    pub classes: Vec<(String, f64)>,
}

/// Classifies image files.
///
/// # Errors
/// Where a file cannot be read, or is not of the bands that the model was trained on; nothing is
/// predicted then.
pub fn predict(
    info: &ModelInfo,
    weights: &Resident,
    files: &[PathBuf],
    device: &Device,
) -> Result<Vec<Prediction>, TaskError> {
    let shape = info.images.shape();
    let set = info.images.read(files, info.config.resize)?;
    let (set, statistics) = (Arc::new(set), info.images.statistics.clone());
    let indices: Vec<usize> = (0..files.len()).collect();
    let examples: Arc<dyn Examples> =
        Arc::new(ImageExamples::new(set, indices, statistics, Augmentation::default()));
    let classifier = Classifier::new(&info.config, shape);
    let batch = evaluation_batch(&info.config.trainer, files.len(), device);
    let precision = info.config.trainer.precision;
    let mut evaluator = Evaluator::new(&classifier, &*examples, batch, 1, precision, device)?;
    let mut sums = Vec::new();
    let views = info.config.views();
    for &symmetry in &views {
        let view: Arc<dyn Examples> =
            Arc::new(super::views::View { examples: examples.clone(), symmetry });
        let said = evaluator.predict(&view, weights, false)?;
        add_probabilities(&mut sums, &said.outputs["logits"], shape.classes);
    }
    Ok(files
        .iter()
        .zip(sums.chunks(shape.classes))
        .map(|(file, row)| {
            let each =
                info.images.classes.iter().cloned().zip(row.iter().map(|p| p / views.len() as f64));
            let mut classes: Vec<(String, f64)> = each.collect();
            classes.sort_by(|a, b| b.1.total_cmp(&a.1));
            let (class, probability) = classes[0].clone();
            Prediction { file: file.clone(), class, probability, classes }
        })
        .collect())
}
