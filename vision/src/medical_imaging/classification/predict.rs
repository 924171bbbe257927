use super::{Decision, ModelInfo, ScanClassifier, ScanExamples, ask};
use crate::tasks::TaskError;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// What a model says of one image.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// The file.
    pub file: PathBuf,
    /// What it is called: of two classes by the threshold of the validation part, else the likeliest.
    pub class: String,
    /// The calibrated probability of that class.
    pub probability: f64,
    /// Calibrated probability of each class, in the order of the labels.
    pub classes: Vec<(String, f64)>,
    /// From which probability of the second class on it is called so.
    pub threshold: Option<f64>,
}

/// Classifies image files.
///
/// # Errors
/// Where a file cannot be read, or is not of the bands and the size that the model was trained on;
/// nothing is predicted then.
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
        Arc::new(ScanExamples::new(set, indices, statistics, &info.config));
    let classifier = ScanClassifier::new(&info.config, shape, None);
    let said = ask(&info.config.trainer, &classifier, &examples, weights, device)?;
    let decision = info.decision.unwrap_or(Decision::PLAIN);
    let probabilities = decision.probabilities(&said.logits, shape.classes)?;
    let one = |(number, file): (usize, &PathBuf)| {
        let row = probabilities.row(number);
        let called = decision.call(row);
        Prediction {
            file: file.clone(),
            class: info.images.classes[called].clone(),
            probability: row[called],
            classes: info.images.classes.iter().cloned().zip(row.iter().copied()).collect(),
            threshold: decision.threshold,
        }
    };
    Ok(files.iter().enumerate().map(one).collect())
}
