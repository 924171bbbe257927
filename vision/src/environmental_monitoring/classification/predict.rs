use super::evaluate::{likeliest, probabilities};
use super::examples::{FeatureExamples, SeriesExamples};
use super::{SeriesAugmentation, SeriesModel, SeriesModelInfo, features};
use crate::environmental_monitoring::series_set::{Sites, read_sites};
use crate::tasks::{PredictRequest, Predicted, TaskError, bands};
use neuron_data::examples::Examples;
use neuron_rt::Resident;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;

/// Classifies the series of files: each the CSV file of one series, or a table of a series a line.
pub(super) fn predict(
    info: &SeriesModelInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let mut read = Vec::new();
    for file in request.files {
        read.push((file, sites(file, info)?));
    }
    let classifier = info.classifier();
    let classes = info.classes.len();
    let mut said = Vec::new();
    for (file, sites) in read {
        let count = sites.len();
        let examples = examples(info, sites);
        let trainer = &info.config.trainer;
        let (found, _) = probabilities(&classifier, trainer, &examples, weights, request.device)?;
        for (series, row) in found.chunks(classes).enumerate() {
            let best = likeliest(row);
            let (class, probability) = (&info.classes[best], row[best]);
            let mut text = format!("{class}\t{probability:.4}");
            if count > 1 {
                text = format!("series {}\t{text}", series + 1);
            }
            let mut each: Vec<(&String, f32)> =
                info.classes.iter().zip(row.iter().copied()).collect();
            each.sort_by(|a, b| b.1.total_cmp(&a.1));
            let json = json!({
                "file": file,
                "series": series + 1,
                "class": class,
                "probability": probability,
                "classes": each,
            });
            said.push(Predicted { file: file.clone(), text, json });
        }
    }
    Ok(said)
}

/// The series of a file, in the model's bands and at its length or more.
fn sites(file: &Path, info: &SeriesModelInfo) -> Result<Sites, TaskError> {
    let mut sites = read_sites(file)?;
    let said = |names: &[String]| format!("{} ({})", bands(names.len()), names.join(", "));
    // The only band of a table has no name.
    let fits = sites.bands == info.bands || (info.bands.len() == 1 && sites.bands.len() == 1);
    if !fits {
        let (found, expected) = (said(&sites.bands), said(&info.bands));
        return Err(TaskError::DataShape { file: file.display().to_string(), found, expected });
    }
    if sites.length < info.length {
        sites.stretch(info.length);
    }
    Ok(sites)
}

fn examples(info: &SeriesModelInfo, sites: Sites) -> Arc<dyn Examples> {
    let indices: Vec<usize> = (0..sites.len()).collect();
    let labels = vec![0; indices.len()];
    if let SeriesModel::Forest(_) = info.config.model {
        let values = features(&sites, &indices);
        let features = super::features::count(sites.bands.len());
        let (classes, votes) = (info.classes.len(), Vec::new());
        return Arc::new(FeatureExamples { features, classes, values, votes, labels });
    }
    Arc::new(SeriesExamples {
        sites: Arc::new(sites),
        labels: Arc::new(labels),
        indices,
        scales: info.scales.clone(),
        augmentation: SeriesAugmentation::default(),
    })
}
