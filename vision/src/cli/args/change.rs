//! Arguments of `run change`.

use super::KernelName;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How strongly a pixel changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChangeMethod {
    /// Length of the difference of all bands (change-vector analysis)
    Cva,
    /// What bands do not have in common (iteratively reweighted MAD; Nielsen, 2007)
    IrMad,
    /// Difference of the vegetation index
    NdviDifference,
}

/// What is done about light, before the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Radiometry {
    /// Bands of mean 0 and deviation 1
    Standardised,
    /// The second date on lines through pixels that did not change
    Matched,
    /// Nothing
    AsIs,
}

/// From which strength on a pixel changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ThresholdChoice {
    /// By Otsu (1979).
    Otsu,
    /// A number.
    Given(f64),
}

fn threshold(text: &str) -> Result<ThresholdChoice, String> {
    match text.parse::<f64>() {
        _ if text == "otsu" => Ok(ThresholdChoice::Otsu),
        Ok(number) if number.is_finite() => Ok(ThresholdChoice::Given(number)),
        _ => Err("expected `otsu` or a number".into()),
    }
}

fn six(text: &str) -> Result<[f64; 6], String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let six = numbers.ok().and_then(|numbers| numbers.try_into().ok());
    six.ok_or_else(|| "expected 6 numbers with commas between".into())
}

/// Arguments of `run change`.
#[derive(Debug, Args)]
pub struct ChangeArgs {
    /// The first date: TIFF, PNG, JPEG, or ENVI with its header beside it
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,
    /// The second date, of the same pixels and bands; of other pixels with --reproject
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,
    /// How strongly a pixel changed
    #[arg(long, value_name = "M", value_enum, default_value_t = ChangeMethod::Cva)]
    pub method: ChangeMethod,
    /// From which strength on a pixel changed: otsu, or a number
    #[arg(long, value_name = "T", default_value = "otsu", value_parser = threshold, allow_negative_numbers = true)]
    pub threshold: ThresholdChoice,
    /// What is done about light; standardised for cva, else as-is
    #[arg(long, value_name = "R", value_enum)]
    pub radiometry: Option<Radiometry>,
    /// Bring the second date onto the pixels of the first, where theirs are others
    #[arg(long, value_name = "M", value_enum, num_args = 0..=1, default_missing_value = "bilinear", require_equals = true)]
    pub reproject: Option<KernelName>,
    /// Find a shift of less than 3 pixels between the dates, and undo it
    #[arg(long)]
    pub register: bool,
    /// The red band, counted from 1; by its name, where none is given
    #[arg(long, value_name = "N")]
    pub red: Option<usize>,
    /// The near-infrared band, counted from 1; by its name, where none is given
    #[arg(long, value_name = "N")]
    pub nir: Option<usize>,
    /// Measure against labels: an image that is not 0 where it changed
    #[arg(long, value_name = "CHANGED")]
    pub labels: Option<PathBuf>,
    /// An image that is not 0 where it did not change: all else is not measured
    #[arg(long, value_name = "UNCHANGED", requires = "labels")]
    pub unchanged: Option<PathBuf>,
    /// Write the map there (.tif: 1 changed, 0 did not, 255 not seen; .png: white, black, grey)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write what changed as polygons there (GeoJSON)
    #[arg(long, value_name = "FILE")]
    pub polygons: Option<PathBuf>,
    /// Smallest polygon, in squared units of the map
    #[arg(
        long,
        value_name = "A",
        default_value_t = 0.0,
        requires = "polygons",
        allow_negative_numbers = true
    )]
    pub least_area: f64,
    /// From pixels to a map, in GDAL's order: X0,DX_COLUMN,DX_ROW,Y0,DY_COLUMN,DY_ROW
    #[arg(long, value_name = "NUMBERS", value_parser = six, allow_hyphen_values = true)]
    pub transform: Option<[f64; 6]>,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
