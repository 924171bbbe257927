//! A small training of the program itself, with a checkpoint every few steps.

use neuron_testkit::command::{Command, Output};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_neuron-vision");

/// 373 images of training are twelve steps an epoch: every second one ends with a checkpoint.
const ARGUMENTS: [&str; 14] = [
    "train",
    "--dataset=statlog-landsat",
    "--dataset-size=600",
    "--set=trainer.epochs=4",
    "--set=trainer.batch_size=32",
    "--set=model.dim=16",
    "--set=model.depth=1",
    "--set=model.mlp=32",
    "--set=trainer.checkpoint_steps=2",
    "--set=members=1",
    "--set=trainer.export=best",
    "--set=validation_share=0.1",
    "--set=test_time_views=false",
    "--device=cpu",
];

/// A folder of runs that goes with the test.
pub(crate) struct Runs(tempfile::TempDir);

impl Runs {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.0.path().join("vision").join(name)
    }

    pub(crate) fn checkpoints(&self, name: &str) -> PathBuf {
        self.folder(name).join("checkpoints")
    }

    /// Arguments of a run, which goes on where it has begun.
    fn arguments(&self, name: &str, more: &[&str]) -> Vec<String> {
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(ToString::to_string).collect();
        arguments.push(format!("--name={name}"));
        arguments.push(format!("--runs-dir={}", self.0.path().display()));
        if self.folder(name).exists() {
            arguments.push("--resume".into());
        }
        arguments.extend(more.iter().map(ToString::to_string));
        arguments
    }

    /// Starts a run, and does not wait for it.
    pub(crate) fn start(&self, name: &str, more: &[&str]) -> Child {
        std::process::Command::new(BINARY)
            .args(self.arguments(name, more))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Runs to its end.
    pub(crate) fn run(&self, name: &str, more: &[&str]) -> Output {
        Command::new(BINARY).args(self.arguments(name, more)).run()
    }

    /// Weights and metrics of a run that has ended.
    pub(crate) fn result(&self, name: &str) -> (Vec<u8>, String) {
        let folder = self.folder(name);
        let weights = fs::read(folder.join("model.safetensors")).unwrap();
        (weights, fs::read_to_string(folder.join("metrics.jsonl")).unwrap())
    }
}

/// Weights and metrics of the run that nobody disturbed.
pub(crate) fn undisturbed() -> &'static (Vec<u8>, String) {
    static RESULT: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    RESULT.get_or_init(|| {
        let runs = Runs::new();
        let _done = runs.run("undisturbed", &[]).with_code(0);
        runs.result("undisturbed")
    })
}

/// Weights alike, metrics alike; the weights are not shown.
#[track_caller]
pub(crate) fn assert_undisturbed(runs: &Runs, name: &str) {
    let (weights, metrics) = runs.result(name);
    let (expected, rows) = undisturbed();
    assert!(weights == *expected, "the weights of `{name}` differ");
    assert_eq!(metrics, *rows);
}

/// Waits until something is so; ends the test where that takes long.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut so: impl FnMut() -> bool) {
    let look = Duration::from_micros(100);
    for _ in 0..200_000 {
        if so() {
            return;
        }
        thread::sleep(look);
    }
    panic!("waited in vain for {what}");
}

/// Names in a folder of checkpoints.
pub(crate) fn names(checkpoints: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(checkpoints) else { return Vec::new() };
    let name = |entry: std::io::Result<fs::DirEntry>| entry.ok()?.file_name().into_string().ok();
    let mut names: Vec<String> = entries.filter_map(name).collect();
    names.sort();
    names
}

/// The newest checkpoint that is in its place.
pub(crate) fn newest(checkpoints: &Path) -> Option<u64> {
    names(checkpoints).iter().filter_map(|name| step_of(name)).max()
}

/// The step of the checkpoint that is being written: newer than all that are in their places.
pub(crate) fn being_written(checkpoints: &Path) -> Option<u64> {
    let scratch = |name: &String| step_of(name.strip_suffix(".tmp")?);
    let step = names(checkpoints).iter().filter_map(scratch).max()?;
    (newest(checkpoints) < Some(step)).then_some(step)
}

fn step_of(name: &str) -> Option<u64> {
    name.strip_prefix("step-")?.parse().ok()
}
