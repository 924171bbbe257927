use super::{KernelName, MaskArgs};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `run index`.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Short name of the index, such as NDVI
    #[arg(value_name = "NAME", required_unless_present = "list", conflicts_with = "list")]
    pub name: Option<String>,
    /// An image with the bands: GeoTIFF, or ENVI with its header beside it
    #[arg(value_name = "FILE", conflicts_with = "values")]
    pub file: Option<PathBuf>,
    /// Show all: bands, formula, parameters, reference
    #[arg(long)]
    pub list: bool,
    /// A band of the pixel, such as N=.4; may be repeated
    #[arg(long = "value", value_name = "BAND=X", value_parser = named_number, requires = "name")]
    pub values: Vec<(String, f64)>,
    /// Which band of FILE is which, counted from 1, or a file with its band: N=4,R=red.tif,B=rgb.tif:3
    #[arg(long, value_name = "BAND=N,…", value_delimiter = ',', value_parser = named_band, conflicts_with = "values")]
    pub bands: Vec<(String, String)>,
    /// What stored numbers are multiplied by, as .0001 for Sentinel-2
    #[arg(long, value_name = "X", requires = "bands", allow_hyphen_values = true)]
    pub scale: Option<f64>,
    /// What is added then
    #[arg(long, value_name = "X", requires = "bands", allow_hyphen_values = true)]
    pub offset: Option<f64>,
    /// Which pixels count.
    #[command(flatten)]
    pub masks: MaskArgs,
    /// Bring bands of other grids onto that of the first
    #[arg(long, value_name = "M", value_enum, num_args = 0..=1, default_missing_value = "bilinear", require_equals = true)]
    pub reproject: Option<KernelName>,
    /// Say which share of the pixels is above this
    #[arg(long, value_name = "X", default_value_t = 0.0, allow_hyphen_values = true)]
    pub above: f64,
    /// Write the index there (.tif, 32 bits of floating point, NaN for what is missing)
    #[arg(long, value_name = "FILE", requires = "bands")]
    pub output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "output")]
    pub force: bool,
    /// A parameter, such as L=.5; may be repeated
    #[arg(long, value_name = "PARAMETER=X", value_parser = named_number, requires = "name")]
    pub set: Vec<(String, f64)>,
    /// File of further indices (TOML); one of a known name takes its place
    #[arg(long, value_name = "FILE")]
    pub indices: Option<PathBuf>,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// `NAME=NUMBER`.
fn named_number(text: &str) -> Result<(String, f64), String> {
    let expected = || format!("expected a name and a number such as N=.4, found `{text}`");
    let (name, number) = text.split_once('=').ok_or_else(expected)?;
    let value: f64 = number.trim().parse().map_err(|_| expected())?;
    Ok((name.trim().to_owned(), value))
}

/// `NAME=WHERE`.
fn named_band(text: &str) -> Result<(String, String), String> {
    let expected = || format!("expected a band and where it is, such as N=4, found `{text}`");
    let (name, place) = text.split_once('=').ok_or_else(expected)?;
    let (name, place) = (name.trim(), place.trim());
    if name.is_empty() || place.is_empty() {
        Err(expected())
    } else {
        Ok((name.into(), place.into()))
    }
}
