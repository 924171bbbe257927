use super::evaluate::{likeliest, probabilities};
use super::{SequenceExamples, SequenceModelInfo};
use crate::data::{middle, read_fasta};
use neuron_data::examples::Examples;
use neuron_rt::Resident;
use neuron_tasks::{PredictRequest, Predicted, TaskError};
use serde_json::json;
use std::sync::Arc;

/// Classifies the sequences of FASTA files.
pub(super) fn predict(
    info: &SequenceModelInfo,
    weights: &Resident,
    request: &PredictRequest<'_>,
) -> Result<Vec<Predicted>, TaskError> {
    let mut read = Vec::new();
    for file in request.files {
        read.push((file, read_fasta(file)?));
    }
    let (classifier, reader) = (info.classifier()?, info.reader()?);
    let mut said = Vec::new();
    for (file, records) in read {
        let names: Vec<String> = records.iter().map(|record| record.name.clone()).collect();
        let sequences: Vec<Vec<u8>> =
            records.iter().map(|record| middle(&record.sequence, info.bases).to_vec()).collect();
        let examples: Arc<dyn Examples> = Arc::new(SequenceExamples {
            indices: (0..sequences.len()).collect(),
            labels: Arc::new(vec![0; sequences.len()]),
            sequences: Arc::new(sequences),
            reader: reader.clone(),
            length: info.length(),
            reverse_complement: info.config.reverse_complement,
            mutations: 0.0,
        });
        let trainer = &info.config.trainer;
        let (found, _) = probabilities(&classifier, trainer, &examples, weights, request.device)?;
        for (name, row) in names.iter().zip(found.chunks(info.classes.len())) {
            let best = likeliest(row);
            let (class, probability) = (&info.classes[best], row[best]);
            let mut each: Vec<(&String, f32)> =
                info.classes.iter().zip(row.iter().copied()).collect();
            each.sort_by(|a, b| b.1.total_cmp(&a.1));
            said.push(Predicted {
                file: file.clone(),
                text: format!("{name}\t{class}\t{probability:.4}"),
                json: json!({
                    "file": file,
                    "sequence": name,
                    "class": class,
                    "probability": probability,
                    "classes": each,
                }),
            });
        }
    }
    Ok(said)
}
