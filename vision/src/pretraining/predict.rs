use super::{EncoderInfo, embed};
use crate::augment::Augmentation;
use crate::datasets::ImageExamples;
use crate::tasks::{PredictRequest, Predicted, TaskError};
use neuron_data::examples::Examples;
use neuron_rt::Resident;
use serde_json::json;
use std::sync::Arc;

/// The embeddings of image files.
///
/// # Errors
/// Where a file cannot be read, or is not of the bands that the encoder was trained on.
pub(super) fn predict(
    info: &EncoderInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let files = request.files;
    let set = info.images.read(files, info.config.resize)?;
    let (set, statistics) = (Arc::new(set), info.images.statistics.clone());
    let indices = (0..files.len()).collect();
    let examples: Arc<dyn Examples> =
        Arc::new(ImageExamples::new(set, indices, statistics, Augmentation::default()));
    let (encoder, trainer) = (&info.config.encoder, &info.config.trainer);
    let values = embed(encoder, trainer, weights, &examples, request.device)?;
    Ok(files
        .iter()
        .zip(values.chunks(encoder.dim.max(1)))
        .map(|(file, row)| {
            let numbers: Vec<String> = row.iter().map(|value| format!("{value:.6}")).collect();
            Predicted {
                file: file.clone(),
                text: numbers.join("\t"),
                json: json!({ "file": file, "embedding": row }),
            }
        })
        .collect())
}
