use clap::Args;
use std::path::PathBuf;

/// Arguments of `run scenes`.
#[derive(Debug, Args)]
pub struct ScenesArgs {
    /// Address of a STAC API
    #[arg(long, value_name = "URL")]
    pub stac: String,
    /// Name of a collection, such as sentinel-2-l2a; may be repeated
    #[arg(long, value_name = "NAME", required = true)]
    pub collection: Vec<String>,
    /// Where, in degrees: west, south, east, north
    #[arg(long, value_name = "W,S,E,N", value_parser = four, allow_hyphen_values = true)]
    pub bbox: Option<[f64; 4]>,
    /// The first day, such as 2024-05-01
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// The last day
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// Only scenes with fewer clouds, in percent
    #[arg(long, value_name = "P")]
    pub cloud_cover: Option<f64>,
    /// Most scenes
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Bring these files of each scene, by their name or their band's common name
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', requires = "output")]
    pub asset: Vec<String>,
    /// Bring of a file only what lies in the bbox
    #[arg(long, requires = "asset", requires = "bbox")]
    pub clip: bool,
    /// Folder of what is brought, made where it is not there
    #[arg(long, value_name = "DIR", requires = "asset")]
    pub output: Option<PathBuf>,
    /// Most bytes that are brought of a file
    #[arg(long, value_name = "N", default_value_t = 1 << 30)]
    pub byte_limit: u64,
    /// Replace files that exist
    #[arg(long)]
    pub force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub json: bool,
}

fn four(text: &str) -> Result<[f64; 4], String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    let four = numbers.ok().and_then(|numbers| numbers.try_into().ok());
    four.ok_or_else(|| "expected 4 numbers with commas between".into())
}
