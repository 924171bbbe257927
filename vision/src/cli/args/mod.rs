//! The command line.

mod analyses;
mod change;
mod graphs;
mod imaging;
mod indices;
mod monitor;
mod rasters;
mod scenes;
mod season;

pub(super) use analyses::{Analysis, BreaksArgs, MethodName, RunArgs, SeriesFile, TrendArgs};
pub(super) use change::{ChangeArgs, ChangeMethod, Radiometry, ThresholdChoice};
pub(super) use graphs::{CheckArgs, CompileArgs, ExportArgs, GraphArgs};
pub(super) use imaging::{AgreementArgs, ScanArgs};
pub(super) use indices::IndexArgs;
pub(super) use monitor::MonitorArgs;
pub(super) use rasters::{KernelName, MaskArgs, ReprojectArgs, StatisticsArgs, TileArgs};
pub(super) use scenes::ScenesArgs;
pub(super) use season::SeasonArgs;

use crate::tasks::KINDS;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// What `--device` takes.
const DEVICES: &str = "Where to run: cpu, neuron, neuron:N (cores that share each batch), pjrt:PATH \
    (a PJRT plugin), auto, or reference (the processor, slow and unfused)";

/// The tasks, by name.
fn tasks() -> PossibleValuesParser {
    PossibleValuesParser::new(KINDS.map(|kind| kind.name()))
}

/// The models of all tasks, by name.
fn models() -> PossibleValuesParser {
    let mut names: Vec<&str> = Vec::new();
    for name in KINDS.into_iter().flat_map(|kind| kind.models()) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    PossibleValuesParser::new(names)
}

/// Train and use models on images of land, or of anything else.
#[derive(Debug, Parser)]
#[command(name = "neuron-vision", version, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring datasets here; without a name, list them
    #[command(
        after_help = "Examples:\n  cargo xtask fetch vision\n  cargo xtask fetch vision fashion-mnist\n  cargo xtask fetch vision fashion-mnist --check\n  cargo xtask fetch vision dermamnist --accept-licence"
    )]
    Fetch(FetchArgs),
    /// Train a model, measure it, and write a report
    #[command(
        after_help = "Examples:\n  cargo xtask train vision\n  cargo xtask train vision --dataset synthetic-s2 --dataset-size 5000 --epochs 10 --output cv_report.md\n  cargo xtask train vision --model cnn --set trainer.learning_rate=1e-3 --name first\n  cargo xtask train vision --name first --resume\n  cargo xtask train vision --device neuron:2\n  cargo xtask train vision --task medical_imaging"
    )]
    Train(Box<TrainArgs>),
    /// Measure a trained run
    #[command(
        after_help = "Examples:\n  cargo xtask eval vision --run first\n  cargo xtask eval vision --run first --split validation --json"
    )]
    Eval(EvalArgs),
    /// Ask a trained run about image files
    #[command(
        after_help = "Examples:\n  cargo xtask predict vision --run first field.tif\n  cargo xtask predict vision --run first *.png --json"
    )]
    Predict(PredictArgs),
    /// Write a run's report again
    #[command(
        after_help = "Examples:\n  cargo xtask report vision --run first\n  cargo xtask report vision --run first --output report.md"
    )]
    Report(ReportArgs),
    /// Run an analysis that trains nothing: trend, breaks, season, index, monitor, change, scan,
    /// agreement, scenes, reproject, statistics, tile
    #[command(
        after_help = "Examples:\n  cargo xtask run vision trend\n  cargo xtask run vision trend ndvi.csv --method hamed-rao\n  cargo xtask run vision breaks ndvi.csv --period 23 --plot breaks.svg\n  cargo xtask run vision season ndvi.csv --period 23\n  cargo xtask run vision index NDVI --value N=.4 --value R=.1\n  cargo xtask run vision monitor scenes --index NDVI --output monitoring\n  cargo xtask run vision change 2000.tif 2003.tif --output change.png\n  cargo xtask run vision scan brain.nii.gz --output slice.png\n  cargo xtask run vision reproject scene.tif --to EPSG:32618 --output there.tif\n  cargo xtask run vision statistics scene.tif\n  cargo xtask run vision trend --help"
    )]
    Run(RunArgs),
    /// Print the model as the device sees it: operations, FLOPs, bytes
    #[command(
        after_help = "Examples:\n  cargo xtask graph vision\n  cargo xtask graph vision --train --model resnet | less\n  cargo xtask graph vision --summary\n  cargo xtask graph vision --train --profile --summary\n  cargo xtask graph vision --train --trace step.json"
    )]
    Graph(GraphArgs),
    /// Say what Neuron's compiler would refuse of the models, without having it
    #[command(
        after_help = "Exit code 1 where a model would be refused.\n\nExamples:\n  cargo xtask check vision --target trn1\n  cargo xtask check vision --target trn2 --model vit --verbose\n  cargo xtask check vision --json\n  cargo xtask check vision --rules"
    )]
    Check(CheckArgs),
    /// Compile a model for Neuron devices ahead of time, on any machine with the compiler
    #[command(
        after_help = "With the flags of `train`, what is compiled is what `train`, `eval` and `predict` look for.\n\nExamples:\n  cargo xtask compile vision --target trn1\n  cargo xtask compile vision --target trn2 --model resnet --forward --json\n  cargo xtask compile vision --list\n  cargo xtask compile vision --clear --yes"
    )]
    Compile(CompileArgs),
    /// Write a model as an XLA module (HloModuleProto), with inputs to run it on
    #[command(
        after_help = "Beside FILE, FILE.safetensors holds an example of each input: first weights and first images.\n\nExamples:\n  cargo xtask export vision --hlo vit.hlo.pb\n  cargo xtask export vision --hlo step.hlo.pb --train --model cnn"
    )]
    Export(ExportArgs),
}

/// Where runs and data lie.
#[derive(Debug, Args)]
pub struct Places {
    /// Folder of all runs
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub runs_dir: PathBuf,
    /// Cache of fetched datasets, instead of the user's cache folder
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

/// How much is said, and how.
#[derive(Debug, Args)]
pub struct Speech {
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
    /// No progress
    #[arg(long, short)]
    pub quiet: bool,
}

/// Which model on which data.
#[derive(Clone, Debug, Args)]
pub struct Choice {
    /// What to learn; without it, land_use, or what the run that is gone on with learns
    #[arg(long, value_name = "T", value_parser = tasks())]
    pub task: Option<String>,
    /// Dataset, or a folder of one's own images
    #[arg(long, value_name = "D")]
    pub dataset: Option<String>,
    /// Images to take or, of a synthetic dataset, to make; without `--dataset`, of synthetic-s2
    #[arg(long, value_name = "N")]
    pub dataset_size: Option<usize>,
    /// Side in pixels that a folder's images are brought to
    #[arg(long, value_name = "N")]
    pub resize: Option<usize>,
    /// Model
    #[arg(long, value_name = "M", value_parser = models())]
    pub model: Option<String>,
    /// How much work the model may be, of environmental_monitoring: simple (a forest, seconds) or complex (a network)
    #[arg(long, value_name = "C", value_parser = ["simple", "complex"])]
    pub complexity: Option<String>,
    /// Settings as TOML, such as the config.toml of a run
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One setting, such as trainer.learning_rate=1e-3; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Passes over the training images
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,
    /// Images of a step
    #[arg(long, value_name = "N")]
    pub batch_size: Option<usize>,
    /// Seed of every draw
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}

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
    /// Which images: train, validation or test
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
    /// Image files
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

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Names of datasets; none lists them
    #[arg(value_name = "DATASET")]
    pub datasets: Vec<String>,
    /// Check the hashes of what is here, and fetch nothing
    #[arg(long)]
    pub check: bool,
    /// You have read the licence that forbids some use, and keep to it
    #[arg(long)]
    pub accept_licence: bool,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}
