//! The peer's side: a server of `benches/peers`.

use crate::agreement::Pass;
use crate::ours::LEARNING_RATE;
use crate::peer::Peer;
use crate::tensors;
use anyhow::{Context, Result, bail};
use neuron_benches::Workload;
use neuron_rt::Resident;
use neuron_rt::nn::{AdamW, TrainingStep};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A server that holds one model and one batch at a time.
#[derive(Debug)]
pub(crate) struct Server {
    peer: Peer,
    process: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    folder: TempDir,
}

impl Server {
    /// Starts it with the same number of threads as this process has.
    pub(crate) fn start(peer: Peer) -> Result<Self> {
        let python = std::env::var_os("NEURON_PEER_PYTHON").with_context(|| {
            format!("`NEURON_PEER_PYTHON` has to name a Python for {}", peer.name())
        })?;
        let threads = rayon::current_num_threads().to_string();
        let (folder, arguments) = peer.server();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(folder);
        let mut process = Command::new(&python)
            .arg("-B")
            .arg(script.join("serve.py"))
            .args(arguments)
            .envs(["PEER", "OMP_NUM", "MKL_NUM"].map(|n| (format!("{n}_THREADS"), &threads)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", python.display()))?;
        let requests = process.stdin.take().context("a pipe")?;
        let replies = BufReader::new(process.stdout.take().context("a pipe")?);
        Ok(Self { peer, process, requests, replies, folder: tempfile::tempdir()? })
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
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
        self.ask(&json!({
            "do": "load", "model": model, "shape": shape, "weights": weights, "batch": batch,
            "learning_rate": LEARNING_RATE, "weight_decay": AdamW::default().decay,
            "decayed": decayed,
        }))?;
        Ok(())
    }

    /// Loss, gradients and new running statistics of one pass in training mode.
    pub(crate) fn gradients(&mut self) -> Result<Pass> {
        let into = self.folder.path().join("gradients.safetensors");
        let reply = self.ask(&json!({"do": "gradients", "into": into}))?;
        let loss = reply["loss"].as_f64().context("a reply without `loss`")?;
        Ok(Pass { loss, tensors: tensors::read(&into)? })
    }

    /// What the model says of the batch, the running statistics being those of the first weights.
    pub(crate) fn output(&mut self) -> Result<Vec<f32>> {
        let into = self.folder.path().join("output.safetensors");
        self.ask(&json!({"do": "output", "into": into}))?;
        tensors::read(&into)?.remove("output").context("a reply without `output`")
    }

    /// Times of whole training steps.
    pub(crate) fn steps(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.times(&json!({"do": "steps", "count": count}))
    }

    /// Times of forward passes without gradients.
    pub(crate) fn forwards(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.times(&json!({"do": "forwards", "count": count}))
    }

    /// Counts memory anew from here.
    pub(crate) fn watch_memory(&mut self) -> Result<()> {
        self.ask(&json!({"do": "watch_memory"})).map(drop)
    }

    /// Bytes by which its memory has grown since at most.
    pub(crate) fn peak_memory(&mut self) -> Result<f64> {
        let reply = self.ask(&json!({"do": "peak_memory"}))?;
        reply["bytes"].as_f64().context("a reply without `bytes`")
    }

    fn times(&mut self, request: &Value) -> Result<Vec<Duration>> {
        let reply = self.ask(request)?;
        let seconds = reply["seconds"].as_array().context("a reply without `seconds`")?;
        let seconds = seconds.iter().filter_map(Value::as_f64);
        Ok(seconds.map(Duration::from_secs_f64).collect())
    }

    fn ask(&mut self, request: &Value) -> Result<Value> {
        let name = self.peer.name();
        let ended = || format!("the server of {name} has ended: its reason stands above");
        writeln!(self.requests, "{request}").with_context(ended)?;
        let mut line = String::new();
        if self.replies.read_line(&mut line)? == 0 {
            bail!(ended());
        }
        serde_json::from_str(&line).with_context(|| format!("the server of {name} said `{line}`"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; both calls are right to fail then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
