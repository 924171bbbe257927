use crate::PricesError;
use neuron_data::catalogue::{Catalogue, CatalogueError};
use neuron_data::fetch::{Fetcher, Progress};
use neuron_data::manifest::Manifest;
use std::path::PathBuf;

/// Name and manifest of each.
const CATALOGUE: Catalogue = Catalogue(&[
    ("tech-portfolio", include_str!("../../../../datasets/finance/tech-portfolio.toml")),
    (
        "diversified-portfolio",
        include_str!("../../../../datasets/finance/diversified-portfolio.toml"),
    ),
    ("tech-stocks-daily", include_str!("../../../../datasets/finance/tech-stocks-daily.toml")),
    ("sp500-index", include_str!("../../../../datasets/finance/sp500-index.toml")),
    ("walmart-weekly", include_str!("../../../../datasets/finance/walmart-weekly.toml")),
    ("m3", include_str!("../../../../datasets/finance/m3.toml")),
]);

/// Names of the datasets.
#[must_use]
pub fn names() -> Vec<&'static str> {
    CATALOGUE.names()
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
    CATALOGUE.manifest(name).map_err(said)
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
    file(name, &CATALOGUE.fetch(name, fetcher, progress).map_err(said)?)
}

/// Where a dataset's one file is, if it has been fetched. No socket is opened.
///
/// # Errors
/// [`PricesError::Dataset`] where it has not.
pub fn cached(name: &str, fetcher: &Fetcher) -> Result<PathBuf, PricesError> {
    file(name, &CATALOGUE.cached(name, fetcher).map_err(said)?)
}

fn file(name: &str, dataset: &neuron_data::fetch::Dataset) -> Result<PathBuf, PricesError> {
    dataset.iter().next().map(|(_, path)| path.to_owned()).ok_or_else(|| {
        PricesError::Dataset(format!("dataset `{name}` is in the program itself: it has no file"))
    })
}

fn said(error: CatalogueError) -> PricesError {
    PricesError::Dataset(error.to_string())
}
