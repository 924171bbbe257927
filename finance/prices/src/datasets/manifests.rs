use crate::PricesError;
use neuron_data::fetch::{Fetcher, Progress};
use neuron_data::manifest::Manifest;
use std::path::PathBuf;

/// Name and text of each manifest.
const MANIFESTS: &[(&str, &str)] = &[
    ("tech-portfolio", include_str!("../../../../datasets/finance/tech-portfolio.toml")),
    (
        "diversified-portfolio",
        include_str!("../../../../datasets/finance/diversified-portfolio.toml"),
    ),
    ("tech-stocks-daily", include_str!("../../../../datasets/finance/tech-stocks-daily.toml")),
    ("sp500-index", include_str!("../../../../datasets/finance/sp500-index.toml")),
    ("walmart-weekly", include_str!("../../../../datasets/finance/walmart-weekly.toml")),
    ("m3", include_str!("../../../../datasets/finance/m3.toml")),
];

/// Names of the datasets.
#[must_use]
pub fn names() -> Vec<&'static str> {
    MANIFESTS.iter().map(|(name, _)| *name).collect()
}

/// The manifest of a dataset, which is part of the program.
///
/// ```
/// let manifest = neuron_prices::datasets::manifest("tech-portfolio")?;
/// assert_eq!(manifest.licence, "Public domain");
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError::Dataset`] where there is none of this name.
pub fn manifest(name: &str) -> Result<Manifest, PricesError> {
    let (_, text) = MANIFESTS.iter().find(|(own, _)| *own == name).ok_or_else(|| {
        let name: String = name.escape_debug().to_string().chars().take(100).collect();
        PricesError::Dataset(format!(
            "there is no dataset `{name}`; there are {}",
            names().join(", ")
        ))
    })?;
    let file = format!("{name}.toml");
    Manifest::parse(text.as_bytes(), file.as_ref())
        .map_err(|error| PricesError::Dataset(error.to_string()))
}

/// Fetches a dataset's one file, and says where it is.
///
/// # Errors
/// [`PricesError::Dataset`].
pub fn fetch(
    name: &str,
    fetcher: &Fetcher,
    progress: &dyn Progress,
) -> Result<PathBuf, PricesError> {
    let manifest = manifest(name)?;
    let dataset = fetcher.fetch(&manifest, progress);
    file(name, &dataset.map_err(|error| PricesError::Dataset(error.to_string()))?)
}

/// Where a dataset's one file is, if it has been fetched. No socket is opened.
///
/// # Errors
/// [`PricesError::Dataset`] where it has not.
pub fn cached(name: &str, fetcher: &Fetcher) -> Result<PathBuf, PricesError> {
    let dataset = fetcher.cached(&manifest(name)?);
    file(name, &dataset.map_err(|error| PricesError::Dataset(error.to_string()))?)
}

fn file(name: &str, dataset: &neuron_data::fetch::Dataset) -> Result<PathBuf, PricesError> {
    dataset.iter().next().map(|(_, path)| path.to_owned()).ok_or_else(|| {
        PricesError::Dataset(format!("dataset `{name}` is in the program itself: it has no file"))
    })
}
