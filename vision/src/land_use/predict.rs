use super::error::bands;
use super::views::add_probabilities;
use super::{Classifier, LandUseError, ModelFile};
use crate::augment::Augmentation;
use crate::datasets::{ImageExamples, ImageSet, Pixels};
use crate::image_io;
use neuron_data::examples::Examples;
use neuron_rt::Device;
use neuron_train::trainer::{Evaluator, evaluation_batch};
use serde::Serialize;
use std::path::{Path, PathBuf};
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
    model: &ModelFile,
    files: &[PathBuf],
    device: &Device,
) -> Result<Vec<Prediction>, LandUseError> {
    let info = &model.info;
    let shape = info.shape();
    let mut pixels = Vec::new();
    for file in files {
        pixels.extend(read(file, model)?);
    }
    let set = ImageSet {
        name: "files".into(),
        synthetic: info.synthetic,
        bands: info.bands.clone(),
        height: shape.height,
        width: shape.width,
        classes: info.classes.clone(),
        pixels: Pixels::F32(pixels),
        labels: vec![0; files.len()],
    };
    let (set, statistics) = (Arc::new(set.checked()?), info.statistics.clone());
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
        let said = evaluator.predict(&view, &model.weights, false)?;
        add_probabilities(&mut sums, &said.outputs["logits"], shape.classes);
    }
    Ok(files
        .iter()
        .zip(sums.chunks(shape.classes))
        .map(|(file, row)| {
            let each = info.classes.iter().cloned().zip(row.iter().map(|p| p / views.len() as f64));
            let mut classes: Vec<(String, f64)> = each.collect();
            classes.sort_by(|a, b| b.1.total_cmp(&a.1));
            let (class, probability) = classes[0].clone();
            Prediction { file: file.clone(), class, probability, classes }
        })
        .collect())
}

/// One image in the model's bands and extents.
fn read(file: &Path, model: &ModelFile) -> Result<Vec<f32>, LandUseError> {
    let shape = model.info.shape();
    let image = image_io::read(file)?;
    let wrong = |found: String| LandUseError::ImageShape {
        file: file.display().to_string(),
        found,
        expected: format!("{} of {}×{} pixels", bands(shape.bands), shape.width, shape.height),
    };
    if image.bands != shape.bands {
        return Err(wrong(bands(image.bands)));
    }
    let resize = model.info.config.resize;
    let image = if resize > 0 { image.resized(resize, resize) } else { image };
    if (image.height, image.width) != (shape.height, shape.width) {
        return Err(wrong(format!("{}×{} pixels", image.width, image.height)));
    }
    Ok(image.values)
}
