use super::probes::{Embedded, ProbeScores, probe};
use super::{MaskedImageModel, PretrainingConfig, PretrainingData, embed, untrained};
use crate::augment::Augmentation;
use crate::tasks::TaskError;
use neuron_data::examples::Examples;
use neuron_rt::{Device, Resident};
use neuron_train::trainer::{Evaluator, TrainError, evaluation_batch};
use std::sync::Arc;

/// The mean loss over images, under the masks of evaluation.
///
/// # Errors
/// Where there are no images, one cannot be loaded, or the device fails.
pub(super) fn loss(
    model: &MaskedImageModel,
    config: &PretrainingConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    device: &Device,
) -> Result<f64, TrainError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" });
    }
    let trainer = &config.trainer;
    let batch = evaluation_batch(trainer, examples.len(), device);
    let (workers, precision) = (trainer.workers, trainer.precision);
    let mut evaluator = Evaluator::new(model, &**examples, batch, workers, precision, device)?;
    Ok(evaluator.predict(examples, weights, false)?.loss)
}

/// What probes find in the embeddings of an encoder, and in those of the same encoder before it has
/// learned anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Probed {
    pub(super) trained: ProbeScores,
    pub(super) untrained: ProbeScores,
    /// Images whose labels the probes have seen.
    pub(super) labelled: usize,
}

/// Probes the embeddings of `asked` by those of labelled training images.
///
/// # Errors
/// As [`embed`].
pub(super) fn probed(
    config: &PretrainingConfig,
    data: &PretrainingData,
    asked: &[usize],
    weights: &Resident,
    device: &Device,
) -> Result<Probed, TaskError> {
    let set = &data.images.set;
    let known = data.labelled(config);
    let embedded = |indices: &[usize], weights: &Resident| -> Result<Embedded, TrainError> {
        let plain = data.plain(indices, &Augmentation::default());
        let examples: Arc<dyn Examples> = Arc::new(plain);
        let values = embed(&config.encoder, &config.trainer, weights, &examples, device)?;
        let labels = indices.iter().map(|&i| set.labels[i]).collect();
        Ok(Embedded { values, dim: config.encoder.dim, labels })
    };
    let scores = |weights: &Resident| -> Result<ProbeScores, TrainError> {
        let (known, asked) = (embedded(&known, weights)?, embedded(asked, weights)?);
        Ok(probe(&known, &asked, set.classes.len(), &config.probes))
    };
    let first = untrained(&config.encoder, data.images.shape(), config.trainer.seed)
        .map_err(TrainError::from)?;
    Ok(Probed { trained: scores(weights)?, untrained: scores(&first)?, labelled: known.len() })
}
