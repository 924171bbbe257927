use clap::Args;
use std::path::PathBuf;

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
    /// What to learn; without it, the first of these, or what the run that is gone on with learns
    #[arg(long, value_name = "T")]
    pub task: Option<String>,
    /// Dataset, or, where the task takes them, a file or folder of one's own
    #[arg(long, value_name = "D")]
    pub dataset: Option<String>,
    /// How many {samples} to take or, of a synthetic dataset, to make
    #[arg(long, alias = "sample-size", value_name = "N")]
    pub dataset_size: Option<usize>,
    /// Side in pixels that a folder's images are brought to
    #[arg(long, value_name = "N")]
    pub resize: Option<usize>,
    /// Model
    #[arg(long, value_name = "M")]
    pub model: Option<String>,
    /// How much work the model may be, where the task has such a choice: simple (seconds) or complex (a network)
    #[arg(long, value_name = "C", value_parser = ["simple", "complex"])]
    pub complexity: Option<String>,
    /// Settings as TOML, such as the config.toml of a run
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One setting, such as trainer.learning_rate=1e-3; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Passes over the training {samples}
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,
    /// How many {samples} a step takes
    #[arg(long, value_name = "N")]
    pub batch_size: Option<usize>,
    /// Seed of every draw
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
}
