//! A folder that is divided already: `train`, `test`, and perhaps one to choose by.

use super::class_folders::class_folders;
use super::sequence_table::sequence_table;
use super::source::Source;
use neuron_tasks::{Split, TaskError};
use std::path::{Path, PathBuf};

/// What each split may be called.
const NAMES: [(Split, &[&str]); 3] = [
    (Split::Train, &["train"]),
    (Split::Validation, &["dev", "validation", "valid", "val"]),
    (Split::Test, &["test"]),
];

/// A split's folder of classes or its table.
fn place_of(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| {
        let tables = ["csv", "tsv", "csv.gz", "tsv.gz"];
        let tables = tables.iter().map(|ending| folder.join(format!("{name}.{ending}")));
        let inner = folder.join(name);
        inner.is_dir().then_some(inner).or_else(|| tables.into_iter().find(|path| path.is_file()))
    })
}

/// Whether both what to learn from and what to report on are there.
pub(super) fn is_divided(folder: &Path) -> bool {
    let there = |at: usize| place_of(folder, NAMES[at].1).is_some();
    there(0) && there(2)
}

/// The sequences of all splits.
pub(super) fn given_splits(folder: &Path) -> Result<Source, TaskError> {
    let (mut all, mut given) = (Vec::new(), Vec::new());
    for (split, names) in NAMES {
        let Some(place) = place_of(folder, names) else { continue };
        let examples = match place.is_dir() {
            true => class_folders(&place)?,
            false => sequence_table(&place)?,
        };
        given.extend(examples.iter().map(|_| split));
        all.extend(examples);
    }
    Source::of(&folder.display().to_string(), all, Some(given))
}
