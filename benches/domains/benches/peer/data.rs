//! Data that is too large for the program, from the cache of datasets.

use anyhow::{Context, Result};
use neuron_data::fetch::Fetcher;
use neuron_data::manifest::Manifest;
use std::path::{Path, PathBuf};

/// Of finance: a dataset's one file.
pub(crate) fn of_finance(name: &str) -> Result<(Vec<u8>, String)> {
    let path = neuron_prices::datasets::cached(name, &Fetcher::from_environment()?)?;
    let bytes =
        std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok((bytes, path.display().to_string()))
}

/// Of genomics: one file of a dataset.
pub(crate) fn of_genomics(name: &str, file: &str) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let manifest = root.join("datasets/genomics").join(name).with_extension("toml");
    let text = std::fs::read(&manifest)
        .with_context(|| format!("cannot read `{}`", manifest.display()))?;
    let dataset = Fetcher::from_environment()?
        .cached(&Manifest::parse(&text, &manifest)?)
        .with_context(|| format!("fetch it first: `cargo xtask fetch genomics {name}`"))?;
    let path = dataset.path(file).with_context(|| format!("dataset `{name}` has no `{file}`"))?;
    Ok(path.to_owned())
}
