//! What a person sees of a run, and TensorBoard's events of it.

use super::shared_progress::SharedProgress;
use super::step_traffic::StepTraffic;
use neuron_rt::Device;
use neuron_train::file_system::{FileError, RealFileSystem};
use neuron_train::metrics::Metrics;
use neuron_train::progress::StepUpdate;
use neuron_train::tensorboard::EventWriter;
use neuron_train::trainer::{Compiled, Observer, StepDone};
use std::path::PathBuf;
use std::sync::Arc;

/// Shows progress, and writes events.
pub(super) struct Display {
    progress: SharedProgress,
    device: Device,
    traffic: StepTraffic,
    folder: PathBuf,
    /// `None` from the first failure on: events are not worth a run.
    events: Option<EventWriter>,
    /// The metric that decides which weights are best, and its last value.
    monitor: String,
    monitored: Option<f64>,
    batch: usize,
    pub(super) parameters: usize,
}

/// Steps between two points of the training curve in TensorBoard.
const EVENT_STEPS: u64 = 10;

impl Display {
    pub(super) fn new(progress: SharedProgress, device: Device) -> Self {
        Self {
            progress,
            device,
            traffic: StepTraffic::default(),
            folder: PathBuf::new(),
            events: None,
            monitor: "loss".to_owned(),
            monitored: None,
            batch: 0,
            parameters: 0,
        }
    }

    /// The validation metric to show.
    pub(super) fn watch(&mut self, monitor: &str) {
        monitor.clone_into(&mut self.monitor);
    }

    /// Bytes that a step sends to a Neuron device and takes back.
    pub(super) fn step_traffic(&self) -> Option<(u64, u64)> {
        self.traffic.usual()
    }

    fn event(&mut self, write: impl FnOnce(&mut EventWriter) -> Result<(), FileError>) {
        let written = self.events.as_mut().map_or(Ok(()), write);
        if let Err(error) = written {
            self.progress.lock().note(&format!("TensorBoard events end here: {error}"));
            self.events = None;
        }
    }
}

impl Observer for Display {
    fn run_begins(&mut self, folder: &std::path::Path, step: u64) {
        self.folder = folder.to_path_buf();
        self.progress.lock().note(&format!("run folder {}", folder.display()));
        match EventWriter::resume(Arc::new(RealFileSystem), folder, step, super::train::wall_time())
        {
            Ok((events, _)) => self.events = Some(events),
            Err(error) => self.progress.lock().note(&format!("no TensorBoard events: {error}")),
        }
    }

    fn compiled(&mut self, compiled: &Compiled) {
        self.parameters = compiled.parameters;
        let megabytes = |bytes: usize| bytes as f64 / 1e6;
        let graphs = match &self.device {
            Device::Neuron(device) => {
                let counts = device.counts();
                let (new, hits) = (counts.compiles, counts.hits);
                format!("{} graphs: {new} compiled, {hits} from the cache", compiled.graphs)
            }
            _ => format!("{} graphs compiled", compiled.graphs),
        };
        self.progress.lock().note(&format!(
            "{graphs}; {} parameters; memory: {:.1} MB weights and optimiser, {:.1} MB a training \
             step, {:.1} MB an evaluation batch",
            compiled.parameters,
            megabytes(compiled.resident_bytes),
            megabytes(compiled.step_bytes),
            megabytes(compiled.evaluation_bytes),
        ));
    }

    fn epoch_begins(&mut self, epoch: u32, epochs: u32, batches: usize, batch: usize) {
        self.batch = batch;
        if let Device::Neuron(device) = &self.device {
            self.traffic.begin(device.traffic());
        }
        self.progress.lock().begin_epoch(epoch + 1, epochs, batches as u64);
    }

    fn step_done(&mut self, done: &StepDone) {
        self.batch += 1;
        if let Device::Neuron(device) = &self.device {
            self.traffic.step(device.traffic());
        }
        self.progress.lock().step(&StepUpdate {
            step: self.batch as u64,
            samples: done.examples as u64,
            loss: done.loss,
            metric: self.monitored.map(|value| (self.monitor.as_str(), value)),
        });
        if done.step.is_multiple_of(EVENT_STEPS) {
            let now = super::train::wall_time();
            self.event(|events| {
                events.scalar("step/loss", done.step, done.loss, now)?;
                events.scalar("step/gradient_norm", done.step, done.gradient_norm, now)?;
                events.scalar("step/learning_rate", done.step, done.learning_rate, now)
            });
        }
    }

    fn epoch_done(&mut self, _epoch: u32, step: u64, metrics: &Metrics, _improved: bool) {
        let monitored = format!("validation/{}", self.monitor);
        self.monitored = metrics.get(&monitored);
        let shown: Metrics = metrics
            .iter()
            .filter(|(name, _)| {
                ["train/loss", "validation/loss", monitored.as_str()].contains(name)
            })
            .collect();
        self.progress.lock().end_epoch(&shown);
        let now = super::train::wall_time();
        self.event(|events| {
            events.metrics(step, metrics, now)?;
            events.flush()
        });
    }

    fn notice(&mut self, text: &str) {
        self.progress.lock().note(text);
    }
}
