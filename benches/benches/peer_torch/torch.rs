//! PyTorch's side: a server of `benches/peers/torch`.

use crate::agreement::Pass;
use crate::ours::LEARNING_RATE;
use anyhow::{Context, Result, bail};
use neuron_benches::Workload;
use neuron_rt::graph::DType;
use neuron_rt::nn::{AdamW, TrainingStep};
use neuron_rt::{Buffer, Resident};
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize_to_file};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A server that holds one model and one batch at a time.
#[derive(Debug)]
pub(crate) struct Torch {
    process: Child,
    requests: ChildStdin,
    replies: BufReader<ChildStdout>,
    folder: TempDir,
}

impl Torch {
    /// Starts it with the same number of threads as this process has.
    pub(crate) fn start() -> Result<Self> {
        let python = std::env::var_os("NEURON_PEER_PYTHON")
            .context("`NEURON_PEER_PYTHON` has to name a Python that can import torch")?;
        let threads = rayon::current_num_threads().to_string();
        let mut process = Command::new(&python)
            .arg("-B")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/torch/serve.py"))
            .envs(["PEER", "OMP_NUM", "MKL_NUM"].map(|n| (format!("{n}_THREADS"), &threads)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", python.display()))?;
        let requests = process.stdin.take().context("a pipe")?;
        let replies = BufReader::new(process.stdout.take().context("a pipe")?);
        Ok(Self { process, requests, replies, folder: tempfile::tempdir()? })
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
        save(&weights, of_the_model)?;
        save(&batch, workload.images().iter())?;
        let shape = workload.shape;
        let shape = json!({
            "bands": shape.bands, "height": shape.height, "width": shape.width,
            "classes": shape.classes,
        });
        let decayed = step.parameters.iter().filter(|spec| spec.decay);
        let decayed: Vec<&str> = decayed.map(|spec| spec.name.as_str()).collect();
        self.ask(&json!({
            "do": "load", "model": workload.model, "shape": shape,
            "weights": weights, "batch": batch, "learning_rate": LEARNING_RATE,
            "weight_decay": AdamW::default().decay, "decayed": decayed,
        }))?;
        Ok(())
    }

    /// Loss, gradients and new running statistics of one pass in training mode.
    pub(crate) fn gradients(&mut self) -> Result<Pass> {
        let into = self.folder.path().join("gradients.safetensors");
        let reply = self.ask(&json!({"do": "gradients", "into": into}))?;
        let loss = reply["loss"].as_f64().context("a reply without `loss`")?;
        Ok(Pass { loss, tensors: read(&into)? })
    }

    /// Class scores of the batch, the running statistics being those of the first weights.
    pub(crate) fn logits(&mut self) -> Result<Vec<f32>> {
        let into = self.folder.path().join("logits.safetensors");
        self.ask(&json!({"do": "logits", "into": into}))?;
        read(&into)?.remove("logits").context("a reply without `logits`")
    }

    /// Times of whole training steps.
    pub(crate) fn steps(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.times(&json!({"do": "steps", "count": count}))
    }

    /// Times of forward passes without gradients.
    pub(crate) fn forwards(&mut self, count: usize) -> Result<Vec<Duration>> {
        self.times(&json!({"do": "forwards", "count": count}))
    }

    fn times(&mut self, request: &Value) -> Result<Vec<Duration>> {
        let reply = self.ask(request)?;
        let seconds = reply["seconds"].as_array().context("a reply without `seconds`")?;
        let seconds = seconds.iter().filter_map(Value::as_f64);
        Ok(seconds.map(Duration::from_secs_f64).collect())
    }

    fn ask(&mut self, request: &Value) -> Result<Value> {
        writeln!(self.requests, "{request}").context("PyTorch's side has ended")?;
        let mut line = String::new();
        if self.replies.read_line(&mut line)? == 0 {
            bail!("PyTorch's side has ended: its reason stands above");
        }
        serde_json::from_str(&line).with_context(|| format!("PyTorch's side said `{line}`"))
    }
}

impl Drop for Torch {
    fn drop(&mut self) {
        // It may have ended by itself; both calls are right to fail then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(path: &Path) -> Result<BTreeMap<String, Vec<f32>>> {
    let bytes = std::fs::read(path)?;
    let tensors = SafeTensors::deserialize(&bytes)?.tensors().into_iter();
    let values = |view: TensorView<'_>| -> Vec<f32> {
        let (words, _) = view.data().as_chunks::<4>();
        words.iter().map(|word| f32::from_le_bytes(*word)).collect()
    };
    Ok(tensors.map(|(name, view)| (name, values(view))).collect())
}

fn save<'a>(path: &Path, tensors: impl Iterator<Item = (&'a String, &'a Buffer)>) -> Result<()> {
    let views: Vec<(&String, TensorView<'_>)> =
        tensors.map(|(name, buffer)| Ok((name, view(buffer)?))).collect::<Result<_>>()?;
    Ok(serialize_to_file(views, None, path)?)
}

fn view(buffer: &Buffer) -> Result<TensorView<'_>> {
    let dtype = match buffer.ty().dtype {
        DType::F32 => Dtype::F32,
        DType::I32 => Dtype::I32,
        other => bail!("no workload holds {other}"),
    };
    Ok(TensorView::new(dtype, buffer.ty().shape.dims().to_vec(), buffer.bytes())?)
}
