//! From calls with true genotypes to weights.

use super::{Epoch, Training};
use crate::parameters::parameters;
use crate::{CallNetworkError, GenotypeNetwork, LabelledCall, LabelledCalls};
use neuron_rt::{Buffer, Device, Resident};
use neuron_train::checkpoint::load_safetensors;
use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::run_folder::{NewName, RunManifest, Runs};
use neuron_train::signals::Interrupt;
use neuron_train::trainer::{
    Judge, Observer, Predictions, RunAccess, TrainError, Trainer, TrainerConfig,
};
use safetensors::Dtype;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Calls of a step.
const BATCH: usize = 128;
/// Passes without a lower loss of the calls held out after which training ends.
const PATIENCE: u32 = 4;

/// Weights are chosen by the loss of calls held out.
struct ByLoss;

impl Judge for ByLoss {
    fn judge(&self, _: &Predictions) -> Result<Metrics, MetricError> {
        Ok(Metrics::default())
    }
}

/// Keeps the losses, and says them.
struct Losses<'a> {
    epochs: Vec<Epoch>,
    note: &'a mut dyn FnMut(&str),
}

impl Observer for Losses<'_> {
    fn epoch_done(&mut self, epoch: u32, _: u64, metrics: &Metrics, _: bool) {
        let value = |name| metrics.get(name).unwrap_or_default();
        let done =
            Epoch { epoch, loss: value("train/loss"), held_out_loss: value("validation/loss") };
        (self.note)(&format!(
            "epoch {epoch}: loss {:.4}, of calls held out {:.4}",
            done.loss, done.held_out_loss
        ));
        self.epochs.push(done);
    }
}

/// Trains, and gives the weights with the lowest loss of calls held out.
pub(super) fn fit(
    training: &Training<'_>,
    train: Vec<LabelledCall>,
    held: Vec<LabelledCall>,
    folder: &Path,
    device: &Device,
    note: &mut dyn FnMut(&str),
) -> Result<(Resident, Vec<Epoch>), CallNetworkError> {
    let config = TrainerConfig {
        epochs: training.epochs,
        batch_size: BATCH,
        learning_rate: 2e-3,
        weight_decay: 0.02,
        patience: PATIENCE,
        keep_checkpoints: 1,
        seed: training.seed,
        ..TrainerConfig::default()
    };
    let runs = Runs::new(folder, "genomics").map_err(TrainError::from)?;
    let name = NewName::Numbered { task: "call_network".into(), dataset: "calls".into() };
    let run = runs.create(&name, "", &RunManifest::default()).map_err(TrainError::from)?;
    let calls = |calls| Arc::new(LabelledCalls { config: training.config.clone(), calls });
    let trainer = Trainer {
        config: &config,
        device,
        objective: &GenotypeNetwork { config: training.config.clone() },
        judge: &ByLoss,
        start: Resident::new(),
        train: calls(train),
        validation: calls(held),
        run: RunAccess::Write(&run),
        interrupt: &Interrupt::default(),
        metadata: BTreeMap::new(),
    };
    let mut losses = Losses { epochs: Vec::new(), note };
    trainer.fit(&mut losses)?;
    let mut file = load_safetensors(&run.paths().model()).map_err(TrainError::from)?;
    let mut weights = Resident::new();
    for (name, ty) in parameters(&training.config)? {
        let bytes = file.take(&name, Dtype::F32, &ty.shape).map_err(TrainError::from)?;
        weights.insert(name, Buffer::from_slice(ty, &bytes));
    }
    Ok((weights, losses.epochs))
}
