use super::SeriesFile;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `run season`.
#[derive(Debug, Args)]
pub struct SeasonArgs {
    /// The series.
    #[command(flatten)]
    pub series: SeriesFile,
    /// Values of a year; 52 of the embedded series
    #[arg(long, value_name = "N")]
    pub period: Option<usize>,
    /// Years that the season is smoothed over, odd
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub seasonal: usize,
    /// Values that the trend is smoothed over, odd; about 1.9 years, where none is given
    #[arg(long, value_name = "N")]
    pub trend: Option<usize>,
    /// Outliers lose their weight
    #[arg(long)]
    pub robust: bool,
    /// Also draw values, trend and season there (SVG)
    #[arg(long, value_name = "FILE")]
    pub plot: Option<PathBuf>,
    /// Replace the file of the plot
    #[arg(long, requires = "plot")]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
