//! From flags and files to a task with its data.

use crate::args::{Choice, Places};
use crate::{AnyKind, DataOptions, Domain, Opened, TaskError};
use neuron_train::config::Layers;
use neuron_train::run_folder::RunManifest;
use std::path::Path;

/// The task that a choice comes to, its data opened: the dataset's recipe, a file, `--set`, flags.
///
/// `stored`, where a run is gone on with, is its folder; flags are laid over its settings.
pub(super) fn open(
    domain: &'static Domain,
    choice: &Choice,
    places: &Places,
    stored: Option<&Path>,
) -> Result<Opened, TaskError> {
    let begun =
        stored.map(|folder| RunManifest::read(&folder.join("manifest.json"))).transpose()?;
    let begun = begun.map(|manifest| manifest.task).filter(|task| !task.is_empty());
    let name = choice.task.as_deref().or(begun.as_deref()).unwrap_or(domain.kinds[0].name());
    let kind = domain.kind(name)?;
    let config = stored.map(|folder| folder.join("config.toml"));
    let layers = layers(kind, choice, config.as_deref())?;
    kind.open(&layers, &data_options(places))
}

/// The settings of a task.
fn layers(kind: &dyn AnyKind, choice: &Choice, stored: Option<&Path>) -> Result<Layers, TaskError> {
    if choice.dataset_size == Some(0) {
        let (found, expected) = ("0".to_owned(), "1 or more; leave it out for all".to_owned());
        return Err(TaskError::Setting { key: "--dataset-size", found, expected });
    }
    if let Some(model) = choice.model.as_ref().filter(|m| !kind.models().contains(&m.as_str())) {
        let expected = format!("a model of {}: {}", kind.name(), kind.models().join(", "));
        return Err(TaskError::Setting { key: "--model", found: format!("`{model}`"), expected });
    }
    let file = choice.config.as_deref().or(stored);
    let from_file = file.map(dataset_of).transpose()?.flatten();
    // A size without a dataset is the size of what can be made in any size.
    let default = kind.default_dataset(choice.dataset_size.is_some());
    let dataset = choice.dataset.clone().or(from_file).unwrap_or_else(|| default.to_owned());
    let model = model(kind, choice)?;
    let mut layers = kind.layers(&dataset, model)?;
    if let Some(file) = file {
        layers.file(file)?;
    }
    for set in &choice.set {
        layers.set(set)?;
    }
    layers.flag("--dataset", "dataset", dataset)?;
    if let Some(complexity) = &choice.complexity {
        layers.flag("--complexity", "complexity", complexity.clone())?;
    }
    let numbers = [
        ("--dataset-size", "dataset_size", choice.dataset_size.map(|n| n as u64)),
        ("--resize", "resize", choice.resize.map(|n| n as u64)),
        ("--epochs", "trainer.epochs", choice.epochs.map(u64::from)),
        ("--batch-size", "trainer.batch_size", choice.batch_size.map(|n| n as u64)),
        ("--seed", "trainer.seed", choice.seed),
    ];
    for (flag, key, number) in numbers {
        let Some(number) = number else { continue };
        let number = i64::try_from(number).map_err(|_| TaskError::Setting {
            key: flag,
            found: number.to_string(),
            expected: format!("at most {}", i64::MAX),
        })?;
        layers.flag(flag, key, number)?;
    }
    Ok(layers)
}

/// The model that was asked for: by its name, or by how much work it may be.
fn model<'a>(kind: &dyn AnyKind, choice: &'a Choice) -> Result<Option<&'a str>, TaskError> {
    let given = choice.model.as_deref();
    let Some(complexity) = choice.complexity.as_deref() else { return Ok(given) };
    let of = |(name, _): &&(&str, &str)| *name == complexity;
    let Some((_, model)) = kind.complexities().iter().find(of) else {
        return Err(TaskError::Setting {
            key: "--complexity",
            found: format!("`{complexity}`"),
            expected: format!("left out: {} has no such choice", kind.name()),
        });
    };
    Ok(given.or(Some(*model)))
}

/// The dataset that a configuration file names, if it does: its recipe is what the file changes.
fn dataset_of(path: &Path) -> Result<Option<String>, TaskError> {
    let mut layers = Layers::new(&toml::Table::new())?;
    layers.file(path)?;
    let text = std::fs::read_to_string(path)
        .map_err(|error| neuron_train::file_system::FileError::new("read", path, error))?;
    let table: toml::Table = text.parse().unwrap_or_default();
    Ok(table.get("dataset").and_then(toml::Value::as_str).map(str::to_owned))
}

/// Where datasets come from.
pub(super) fn data_options(places: &Places) -> DataOptions {
    DataOptions { data_dir: places.data_dir.clone(), ..DataOptions::default() }
}
