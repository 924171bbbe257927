use super::Speech;
use clap::Args;
use std::path::PathBuf;

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Names of datasets; none lists them
    #[arg(value_name = "DATASET")]
    pub datasets: Vec<String>,
    /// Check that they are here, and fetch nothing
    #[arg(long, requires = "datasets")]
    pub check: bool,
    /// Cache of fetched datasets, instead of the user's cache folder
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// How much is said.
    #[command(flatten)]
    pub speech: Speech,
}
