//! From flags and files to a configuration.

use super::args::{Choice, Places};
use crate::datasets::OpenOptions;
use crate::land_use::{DEFAULT_DATASET, LandUseConfig, LandUseError, recipe};
use neuron_train::config::{Layers, Resolved};
use std::path::Path;

/// The configuration that a choice comes to: the dataset's recipe, a file, `--set`, flags.
///
/// `stored`, where a run is gone on with, is its own configuration; flags are laid over it.
pub(super) fn resolve(
    choice: &Choice,
    stored: Option<&Path>,
) -> Result<Resolved<LandUseConfig>, LandUseError> {
    if choice.dataset_size == Some(0) {
        let (found, expected) = ("0".to_owned(), "1 or more; leave it out for all".to_owned());
        return Err(LandUseError::Setting { key: "--dataset-size", found, expected });
    }
    let file = choice.config.as_deref().or(stored);
    let from_file = file.map(dataset_of).transpose()?.flatten();
    // A size without a dataset is the size of what can be made in any size.
    let default = if choice.dataset_size.is_some() { "synthetic-s2" } else { DEFAULT_DATASET };
    let dataset = choice.dataset.clone().or(from_file).unwrap_or_else(|| default.to_owned());
    let defaults = recipe(&dataset, choice.model.as_deref());
    let mut layers = Layers::new(&defaults)?;
    if let Some(file) = file {
        layers.file(file)?;
    }
    for set in &choice.set {
        layers.set(set)?;
    }
    layers.flag("--dataset", "dataset", dataset)?;
    let numbers = [
        ("--dataset-size", "dataset_size", choice.dataset_size.map(|n| n as u64)),
        ("--resize", "resize", choice.resize.map(|n| n as u64)),
        ("--epochs", "trainer.epochs", choice.epochs.map(u64::from)),
        ("--batch-size", "trainer.batch_size", choice.batch_size.map(|n| n as u64)),
        ("--seed", "trainer.seed", choice.seed),
    ];
    for (flag, key, number) in numbers {
        let Some(number) = number else { continue };
        let number = i64::try_from(number).map_err(|_| LandUseError::Setting {
            key: flag,
            found: number.to_string(),
            expected: format!("at most {}", i64::MAX),
        })?;
        layers.flag(flag, key, number)?;
    }
    Ok(layers.resolve()?)
}

/// The dataset that a configuration file names, if it does: its recipe is what the file changes.
fn dataset_of(path: &Path) -> Result<Option<String>, LandUseError> {
    let mut layers = Layers::new(&toml::Table::new())?;
    layers.file(path)?;
    let text = std::fs::read_to_string(path)
        .map_err(|error| neuron_train::file_system::FileError::new("read", path, error))?;
    let table: toml::Table = text.parse().unwrap_or_default();
    Ok(table.get("dataset").and_then(toml::Value::as_str).map(str::to_owned))
}

/// Where datasets come from.
pub(super) fn open_options(places: &Places) -> OpenOptions {
    OpenOptions { data_dir: places.data_dir.clone(), ..OpenOptions::default() }
}
