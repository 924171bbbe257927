//! What a person sees of a run, and TensorBoard's events of it.

use neuron_train::file_system::{FileError, RealFileSystem};
use neuron_train::metrics::Metrics;
use neuron_train::progress::{Progress, StepUpdate};
use neuron_train::tensorboard::EventWriter;
use neuron_train::trainer::{Compiled, Observer, StepDone};
use std::path::PathBuf;
use std::sync::Arc;

/// Shows progress, and writes events.
pub(super) struct Display {
    progress: Progress,
    folder: PathBuf,
    /// `None` from the first failure on: events are not worth a run.
    events: Option<EventWriter>,
    accuracy: Option<f64>,
    batch: usize,
    pub(super) parameters: usize,
}

/// Steps between two points of the training curve in TensorBoard.
const EVENT_STEPS: u64 = 10;

impl Display {
    pub(super) fn new(quiet: bool) -> Self {
        Self {
            progress: Progress::stderr(quiet),
            folder: PathBuf::new(),
            events: None,
            accuracy: None,
            batch: 0,
            parameters: 0,
        }
    }

    fn event(&mut self, write: impl FnOnce(&mut EventWriter) -> Result<(), FileError>) {
        let written = self.events.as_mut().map_or(Ok(()), write);
        if let Err(error) = written {
            self.progress.note(&format!("TensorBoard events end here: {error}"));
            self.events = None;
        }
    }
}

impl Observer for Display {
    fn run_begins(&mut self, folder: &std::path::Path, step: u64) {
        self.folder = folder.to_path_buf();
        self.progress.note(&format!("run folder {}", folder.display()));
        match EventWriter::resume(
            Arc::new(RealFileSystem),
            folder,
            step,
            crate::cli::train::wall_time(),
        ) {
            Ok((events, _)) => self.events = Some(events),
            Err(error) => self.progress.note(&format!("no TensorBoard events: {error}")),
        }
    }

    fn compiled(&mut self, compiled: &Compiled) {
        self.parameters = compiled.parameters;
        let megabytes = |bytes: usize| bytes as f64 / 1e6;
        self.progress.note(&format!(
            "{} graphs compiled; {} parameters; memory: {:.1} MB weights and optimiser, {:.1} MB a \
             training step, {:.1} MB an evaluation batch",
            compiled.graphs,
            compiled.parameters,
            megabytes(compiled.resident_bytes),
            megabytes(compiled.step_bytes),
            megabytes(compiled.evaluation_bytes),
        ));
    }

    fn epoch_begins(&mut self, epoch: u32, epochs: u32, batches: usize, batch: usize) {
        self.batch = batch;
        self.progress.begin_epoch(epoch + 1, epochs, batches as u64);
    }

    fn step_done(&mut self, done: &StepDone) {
        self.batch += 1;
        self.progress.step(&StepUpdate {
            step: self.batch as u64,
            samples: done.examples as u64,
            loss: done.loss,
            metric: self.accuracy.map(|accuracy| ("accuracy", accuracy)),
        });
        if done.step.is_multiple_of(EVENT_STEPS) {
            let now = crate::cli::train::wall_time();
            self.event(|events| {
                events.scalar("step/loss", done.step, done.loss, now)?;
                events.scalar("step/gradient_norm", done.step, done.gradient_norm, now)?;
                events.scalar("step/learning_rate", done.step, done.learning_rate, now)
            });
        }
    }

    fn epoch_done(&mut self, _epoch: u32, step: u64, metrics: &Metrics, _improved: bool) {
        self.accuracy = metrics.get("validation/accuracy");
        let shown: Metrics = metrics
            .iter()
            .filter(|(name, _)| {
                ["train/loss", "validation/loss", "validation/accuracy"].contains(name)
            })
            .collect();
        self.progress.end_epoch(&shown);
        let now = crate::cli::train::wall_time();
        self.event(|events| {
            events.metrics(step, metrics, now)?;
            events.flush()
        });
    }

    fn notice(&mut self, text: &str) {
        self.progress.note(text);
    }
}
