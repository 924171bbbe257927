//! Arguments of what reads rasters of any size: mosaic, reproject, statistics, tile.

use clap::{Args, ValueEnum};
use neuron_raster::reproject::Kernel;
use std::path::PathBuf;

/// How a value between pixels is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KernelName {
    /// That of the pixel it lies in: for classes
    Nearest,
    /// By the distance to 2×2 pixels
    Bilinear,
    /// By a cubic convolution of 4×4 pixels
    Cubic,
}

impl From<KernelName> for Kernel {
    fn from(name: KernelName) -> Self {
        match name {
            KernelName::Nearest => Self::Nearest,
            KernelName::Bilinear => Self::Bilinear,
            KernelName::Cubic => Self::Cubic,
        }
    }
}

/// Which pixels count.
#[derive(Debug, Args)]
pub struct MaskArgs {
    /// An image that is not 0 where pixels count
    #[arg(long, value_name = "FILE")]
    pub mask: Option<PathBuf>,
    /// Leave out clouds, shadows and what is missing, by a quality band: scl (Sentinel-2), qa-pixel
    /// (Landsat, Collection 2), bqa (Collection 1) or bqa-first (Landsat 8 before)
    #[arg(long, num_args = 2, value_names = ["KIND", "FILE"])]
    pub cloud_mask: Option<Vec<String>>,
    /// Leave out more by the quality band: snow, water
    #[arg(long, value_name = "WHAT", value_delimiter = ',', requires = "cloud_mask", value_parser = ["snow", "water"])]
    pub leave_out: Vec<String>,
}

/// Arguments of `run reproject`.
#[derive(Debug, Args)]
pub struct ReprojectArgs {
    /// The image: GeoTIFF, or ENVI with its header beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Onto the pixels of another image, or into a system such as EPSG:32618
    #[arg(long, value_name = "OTHER")]
    pub to: String,
    /// Side of a pixel in units of the system; of a system alone, as many pixels as there are
    #[arg(long, value_name = "R", allow_hyphen_values = true)]
    pub resolution: Option<f64>,
    /// How a value between pixels is found
    #[arg(long, value_name = "M", value_enum, default_value_t = KernelName::Nearest)]
    pub method: KernelName,
    /// The number for what is missing; the file's, else NaN, 0 or the least of signed numbers
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    pub nodata: Option<f64>,
    /// Write it there (.tif)
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `run mosaic`.
#[derive(Debug, Args)]
pub struct MosaicArgs {
    /// The images: GeoTIFF, or ENVI with its header beside it; where several have a value, the first counts
    #[arg(value_name = "FILE", required = true, num_args = 2..)]
    pub files: Vec<PathBuf>,
    /// Bring images that lie on another grid onto that of the first; how a value between pixels is found
    #[arg(long, value_name = "M", value_enum, num_args = 0..=1, default_missing_value = "nearest", require_equals = true)]
    pub reproject: Option<KernelName>,
    /// Write it there (.tif)
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// Replace a file that exists
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `run statistics`.
#[derive(Debug, Args)]
pub struct StatisticsArgs {
    /// The image: GeoTIFF, or ENVI with its header beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Percentiles
    #[arg(long, value_name = "P,…", value_delimiter = ',', default_value = "2,25,50,75,98")]
    pub percentiles: Vec<f64>,
    /// Which pixels count.
    #[command(flatten)]
    pub masks: MaskArgs,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `run tile`.
#[derive(Debug, Args)]
pub struct TileArgs {
    /// The image: GeoTIFF, or ENVI with its header beside it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Side of a tile in pixels
    #[arg(long, value_name = "N", default_value_t = 256)]
    pub side: usize,
    /// Pixels that neighbours share
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub overlap: usize,
    /// Skip tiles with a smaller share of pixels that are there; those with none are always skipped
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub least_valid: f64,
    /// The number for what is masked, where the file has none for what is missing
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    pub nodata: Option<f64>,
    /// Which pixels count.
    #[command(flatten)]
    pub masks: MaskArgs,
    /// Folder of the tiles, made where it is not there
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Write into a folder that has files, and replace tiles there
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}
