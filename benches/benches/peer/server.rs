//! The peer's side: a server of `benches/peers`.

use crate::agreement::Pass;
use crate::ours::LEARNING_RATE;
use crate::peer::Peer;
use crate::tensors;
use anyhow::{Context, Result};
use neuron_bench_exchange::{Process, python_server};
use neuron_benches::Workload;
use neuron_rt::Resident;
use neuron_rt::nn::{AdamW, TrainingStep};
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;

/// A server that holds one model and one batch at a time.
#[derive(Debug)]
pub(crate) struct Server {
    process: Process,
    folder: TempDir,
}

impl Server {
    /// Starts it with the same number of threads as this process has.
    pub(crate) fn start(peer: Peer) -> Result<Self> {
        let (folder, arguments) = peer.server();
        let mut command = python_server(peer.name(), folder, rayon::current_num_threads())?;
        let process = Process::start(peer.name(), command.args(arguments))?;
        Ok(Self { process, folder: tempfile::tempdir()? })
    }

    /// Gives it a model, its weights and a batch, in place of those before.
    pub(crate) fn load(
        &mut self,
        workload: &Workload,
        step: &TrainingStep,
        all: &Resident,
    ) -> Result<()> {
        let [weights, batch] =
            ["weights", "batch"].map(|n| self.folder.path().join(n).with_extension("safetensors"));
        let of_the_model = all.iter().filter(|(name, _)| !name.contains('/'));
        tensors::save(&weights, of_the_model)?;
        tensors::save(&batch, workload.data().iter())?;
        let (model, shape) = workload.model.description();
        let decayed = step.parameters.iter().filter(|spec| spec.decay);
        let decayed: Vec<&str> = decayed.map(|spec| spec.name.as_str()).collect();
        self.process.ask(&json!({
            "do": "load", "model": model, "shape": shape, "weights": weights, "batch": batch,
            "learning_rate": LEARNING_RATE, "weight_decay": AdamW::default().decay,
            "decayed": decayed,
        }))?;
        Ok(())
    }

    /// Loss, gradients and new running statistics of one pass in training mode.
    pub(crate) fn gradients(&mut self) -> Result<Pass> {
        let into = self.folder.path().join("gradients.safetensors");
        let reply = self.process.ask(&json!({"do": "gradients", "into": into}))?;
        let loss = reply["loss"].as_f64().context("a reply without `loss`")?;
        Ok(Pass { loss, tensors: tensors::read(&into)? })
    }

    /// What the model says of the batch, the running statistics being those of the first weights.
    pub(crate) fn output(&mut self) -> Result<Vec<f32>> {
        let into = self.folder.path().join("output.safetensors");
        self.process.ask(&json!({"do": "output", "into": into}))?;
        tensors::read(&into)?.remove("output").context("a reply without `output`")
    }

    /// Times of whole training steps.
    pub(crate) fn steps(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.process.times(&json!({"do": "steps", "count": count}))
    }

    /// Times of forward passes without gradients.
    pub(crate) fn forwards(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.process.times(&json!({"do": "forwards", "count": count}))
    }

    /// Counts memory anew from here.
    pub(crate) fn watch_memory(&mut self) -> Result<()> {
        self.process.ask(&json!({"do": "watch_memory"})).map(drop)
    }

    /// Bytes by which its memory has grown since at most.
    pub(crate) fn peak_memory(&mut self) -> Result<f64> {
        let reply = self.process.ask(&json!({"do": "peak_memory"}))?;
        reply["bytes"].as_f64().context("a reply without `bytes`")
    }
}
