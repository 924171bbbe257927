//! Commands that train a run, or look at one.

use super::{Choice, Places, Speech};
use clap::Args;
use std::path::PathBuf;

/// What `--device` takes.
const DEVICES: &str = "Where to run: cpu, neuron, neuron:N (cores that share each batch), pjrt:PATH \
    (a PJRT plugin), auto, or reference (the processor, slow and unfused)";

/// Arguments of `train`.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// Which model on which data.
    #[command(flatten)]
    pub choice: Choice,
    /// Where to run.
    #[arg(long, value_name = "DEVICE", default_value = "auto", help = DEVICES)]
    pub device: String,
    /// Name of the run
    #[arg(long, value_name = "RUN")]
    pub name: Option<String>,
    /// Go on with the run of that name
    #[arg(long)]
    pub resume: bool,
    /// Also copy the report (Markdown) there
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Check every value of every operation, and stop at the first that is not finite; slow
    #[arg(long)]
    pub debug: bool,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The run
    #[arg(long, value_name = "RUN")]
    pub run: String,
    /// Which {samples}: train, validation or test
    #[arg(long, value_name = "SPLIT", default_value = "test")]
    pub split: String,
    /// Where to run.
    #[arg(long, value_name = "DEVICE", default_value = "auto", help = DEVICES)]
    pub device: String,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}

/// Arguments of `predict`.
#[derive(Debug, Args)]
pub struct PredictArgs {
    /// The run
    #[arg(long, value_name = "RUN")]
    pub run: String,
    /// Files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where maps are written, of tasks that make them
    #[arg(long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Where to run.
    #[arg(long, value_name = "DEVICE", default_value = "auto", help = DEVICES)]
    pub device: String,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The run
    #[arg(long, value_name = "RUN")]
    pub run: String,
    /// Also copy the report (Markdown) there
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where to run.
    #[arg(long, value_name = "DEVICE", default_value = "auto", help = DEVICES)]
    pub device: String,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}
