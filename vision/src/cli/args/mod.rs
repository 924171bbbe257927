//! The command line.

mod analyses;
mod change;
mod imaging;
mod indices;
mod monitor;
mod rasters;
mod scenes;
mod season;

pub(super) use analyses::{Analysis, BreaksArgs, MethodName, RunArgs, SeriesFile, TrendArgs};
pub(super) use change::{ChangeArgs, ChangeMethod, Radiometry, ThresholdChoice};
pub(super) use imaging::{AgreementArgs, ScanArgs, SlicesArgs};
pub(super) use indices::IndexArgs;
pub(super) use monitor::MonitorArgs;
pub(super) use rasters::{
    KernelName, MaskArgs, MosaicArgs, ReprojectArgs, StatisticsArgs, TileArgs,
};
pub(super) use scenes::ScenesArgs;
pub(super) use season::SeasonArgs;

use clap::{Args, Parser, Subcommand};
use neuron_tasks::{Places, Speech, TaskCommand};

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
    /// What is trained.
    #[command(flatten)]
    Task(Box<TaskCommand>),
    /// Run an analysis that trains nothing: trend, breaks, season, index, monitor, change, scan,
    /// slices, agreement, scenes, mosaic, reproject, statistics, tile
    #[command(
        after_help = "Examples:\n  cargo xtask run vision trend\n  cargo xtask run vision trend ndvi.csv --method hamed-rao\n  cargo xtask run vision breaks ndvi.csv --period 23 --plot breaks.svg\n  cargo xtask run vision season ndvi.csv --period 23\n  cargo xtask run vision index NDVI --value N=.4 --value R=.1\n  cargo xtask run vision monitor scenes --index NDVI --output monitoring\n  cargo xtask run vision change 2000.tif 2003.tif --output change.png\n  cargo xtask run vision scan brain.nii.gz --output slice.png\n  cargo xtask run vision reproject scene.tif --to EPSG:32618 --output there.tif\n  cargo xtask run vision statistics scene.tif\n  cargo xtask run vision trend --help"
    )]
    Run(RunArgs),
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
