//! Commands that look at a model's graphs and train nothing.

use super::{Choice, Places};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args};
use neuron_rt::neuron::Target;
use std::path::PathBuf;

/// The instances that can be compiled for, by name.
fn targets() -> impl TypedValueParser<Value = Target> {
    let names = PossibleValuesParser::new(Target::ALL.map(Target::name));
    names.try_map(|name| name.parse::<Target>())
}

/// Arguments of `graph`.
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// Which model on which data.
    #[command(flatten)]
    pub choice: Choice,
    /// The whole training step instead of the forward pass
    #[arg(long)]
    pub train: bool,
    /// Totals alone; of a profile, the lines that take most time
    #[arg(long)]
    pub summary: bool,
    /// Run it on the processor: time, FLOP/s, bytes/s and share of the ceiling by kernel and layer
    #[arg(long)]
    pub profile: bool,
    /// Also write the profile as a Chrome trace, for chrome://tracing or Perfetto
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// Replace the file of the trace
    #[arg(long, requires = "trace")]
    pub force: bool,
    /// Runs that a profile takes the median of
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub runs: usize,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which models on which data; all models, where none is chosen.
    #[command(flatten)]
    pub choice: Choice,
    /// Instance to check for; all of them, where none is given
    #[arg(long, value_name = "T", value_parser = targets())]
    pub target: Option<Target>,
    /// Every finding, and what each graph consists of
    #[arg(long)]
    pub verbose: bool,
    /// List what is checked, with who says so
    #[arg(long)]
    pub rules: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
}

/// Arguments of `compile`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["target", "list", "clear"])))]
pub struct CompileArgs {
    /// Which model on which data.
    #[command(flatten)]
    pub choice: Choice,
    /// Instance to compile for
    #[arg(long, value_name = "T", value_parser = targets())]
    pub target: Option<Target>,
    /// The training step alone
    #[arg(long, conflicts_with = "forward")]
    pub train: bool,
    /// The forward pass alone, for `eval` and `predict`
    #[arg(long)]
    pub forward: bool,
    /// Cores that share each batch of a training, as in `train --device neuron:N`
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "forward",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub cores: u32,
    /// Processes that train together, each with so many cores
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "forward",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub processes: u32,
    /// List what the compile cache holds
    #[arg(long)]
    pub list: bool,
    /// Remove everything from the compile cache
    #[arg(long)]
    pub clear: bool,
    /// Really remove it
    #[arg(long, conflicts_with_all = ["target", "list"])]
    pub yes: bool,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
    /// How much is said.
    #[command(flatten)]
    pub speech: super::Speech,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which model on which data.
    #[command(flatten)]
    pub choice: Choice,
    /// File that the module is written to
    #[arg(long, value_name = "FILE")]
    pub hlo: PathBuf,
    /// The whole training step instead of the forward pass
    #[arg(long)]
    pub train: bool,
    /// Replace files that are there
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
    /// Where runs and data lie.
    #[command(flatten)]
    pub places: Places,
}
