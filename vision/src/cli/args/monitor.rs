//! Arguments of `run monitor`.

use super::MethodName;
use clap::Args;
use std::path::PathBuf;

fn band(text: &str) -> Result<(String, usize), String> {
    let pair = text.split_once('=');
    let parsed = pair.and_then(|(name, number)| Some((name.trim(), number.trim().parse().ok()?)));
    match parsed {
        Some((name, number)) if !name.is_empty() && number > 0 => Ok((name.to_owned(), number)),
        _ => Err("expected BAND=NUMBER, such as N=4; numbers count from 1".into()),
    }
}

/// Arguments of `run monitor`.
#[derive(Debug, Args)]
pub struct MonitorArgs {
    /// Folder of GeoTIFFs with dates in their names or a `dates.csv`, or a CSV file of `file,date`; without it, images
    /// are made up
    #[arg(value_name = "FOLDER|CSV")]
    pub stack: Option<PathBuf>,
    /// Index to compute, such as NDVI; without it, band 1 is taken as it is
    #[arg(long, value_name = "NAME", requires = "stack")]
    pub index: Option<String>,
    /// File of further indices (TOML)
    #[arg(long, value_name = "FILE", requires = "index")]
    pub indices: Option<PathBuf>,
    /// Number of a band that the index needs, such as N=4; may be repeated; others go by the files' band names
    #[arg(long, value_name = "BAND=NUMBER", value_parser = band, requires = "index")]
    pub band: Vec<(String, usize)>,
    /// Without an index: the band to take, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "index")]
    pub take: usize,
    /// What bands are multiplied with, such as 0.0001 of reflectances kept as whole numbers
    #[arg(long, value_name = "F", default_value_t = 1.0)]
    pub scale: f64,
    /// Band of classes, counted from 1, by which pixels are taken or left out
    #[arg(long, value_name = "N", requires = "clear")]
    pub mask_band: Option<usize>,
    /// Classes of pixels that were seen well, such as 4,5,6
    #[arg(long, value_name = "VALUES", value_delimiter = ',', requires = "mask_band")]
    pub clear: Vec<f64>,
    /// Folder that maps and report are written to
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Which test for a trend; seasonal ones need dates at equal steps, and --period
    #[arg(long, value_name = "M", value_enum, default_value_t = MethodName::Original)]
    pub method: MethodName,
    /// Dates of a year, of seasonal tests
    #[arg(
        long,
        value_name = "N",
        required_if_eq_any([("method", "seasonal"), ("method", "correlated-seasonal")])
    )]
    pub period: Option<usize>,
    /// Share of the pixels said to change that may be chance
    #[arg(long, value_name = "A", default_value_t = 0.05)]
    pub alpha: f64,
    /// Waves of the season, behind which breaks are looked for
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub harmonics: usize,
    /// Most breaks of a pixel
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub most: usize,
    /// Fewest pixels of a patch
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub least_pixels: usize,
    /// Patches that are told of
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub patches: usize,
    /// Seed of made-up images
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "stack")]
    pub seed: u64,
    /// Replace what is in the folder
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
