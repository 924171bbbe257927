use clap::Args;
use std::path::PathBuf;

/// Arguments of `run index`.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Short name of the index, such as NDVI
    #[arg(value_name = "NAME", required_unless_present = "list", conflicts_with = "list")]
    pub name: Option<String>,
    /// Show all: bands, formula, parameters, reference
    #[arg(long)]
    pub list: bool,
    /// A band of the pixel, such as N=.4; may be repeated
    #[arg(long = "value", value_name = "BAND=X", value_parser = named_number, requires = "name")]
    pub values: Vec<(String, f64)>,
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
