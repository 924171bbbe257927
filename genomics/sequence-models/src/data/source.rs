use super::class_folders::{class_folders, has_classes};
use super::given_splits::{given_splits, is_divided};
use super::sequence_table::{is_table, sequence_table};
use neuron_sequence_features::cross_validation::duplicate_groups;
use neuron_sequence_features::datasets::LabelledSequences;
use neuron_sequence_files::labels::{Labels, Table, label};
use neuron_sequence_files::{Limits, fasta};
use neuron_tasks::{Split, TaskError};
use std::collections::BTreeSet;
use std::path::Path;

/// A set, and how it is divided, where it says so itself.
pub(super) struct Source {
    pub(super) set: LabelledSequences,
    /// The split of each sequence.
    pub(super) given: Option<Vec<Split>>,
}

/// A sequence with the name of its class.
pub(super) type Example = (String, Vec<u8>);

impl Source {
    pub(super) fn undivided(set: LabelledSequences) -> Self {
        Self { set, given: None }
    }

    /// Classes are numbered in the order of their names.
    pub(super) fn of(
        name: &str,
        examples: Vec<Example>,
        given: Option<Vec<Split>>,
    ) -> Result<Self, TaskError> {
        let classes: BTreeSet<String> = examples.iter().map(|(class, _)| class.clone()).collect();
        let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
        let set = LabelledSequences::new(name, &classes, examples).map_err(TaskError::domain)?;
        Ok(Self { set, given })
    }
}

/// Opens whatever a path names. `labels` names a table of the classes of a FASTA file's sequences, or nothing.
pub(super) fn open_source(path: &str, labels: &str) -> Result<Source, TaskError> {
    let place = Path::new(path);
    if !labels.is_empty() {
        if place.is_dir() || is_table(place) {
            return Err(TaskError::Setting {
                key: "labels",
                found: format!("`{labels}`, and `{path}` says its classes itself"),
                expected: "left out, or a FASTA file as `--dataset`".to_owned(),
            });
        }
        let table = Table::read(Path::new(labels), Limits::default());
        return labelled_fasta(place, &Labels::Table(table.map_err(TaskError::domain)?));
    }
    if is_divided(place) {
        given_splits(place)
    } else if has_classes(place) {
        Source::of(path, class_folders(place)?, None)
    } else if is_table(place) {
        Source::of(path, sequence_table(place)?, None)
    } else if place.is_dir() {
        Err(TaskError::DataShape {
            file: path.to_owned(),
            found: "it is a folder of neither classes nor splits".to_owned(),
            expected: "a folder or FASTA file for each class, or `train` and `test` with such, or as tables"
                .to_owned(),
        })
    } else {
        labelled_fasta(place, &Labels::Key("class".to_owned()))
    }
}

/// Sequences whose classes do not matter.
pub(super) fn unlabelled(path: &str) -> Result<Source, TaskError> {
    let place = Path::new(path);
    if place.is_dir() || is_table(place) {
        return open_source(path, "");
    }
    let records = read_fasta(place)?;
    let sequences: Vec<Vec<u8>> = records.into_iter().map(|record| record.sequence).collect();
    Ok(Source::undivided(LabelledSequences {
        name: path.to_owned(),
        classes: vec!["sequence".to_owned()],
        labels: vec![0; sequences.len()],
        groups: duplicate_groups(&sequences),
        sequences,
    }))
}

fn labelled_fasta(path: &Path, labels: &Labels) -> Result<Source, TaskError> {
    let name = path.display().to_string();
    let records = read_fasta(path)?;
    let labelled = label(records, &name, labels).map_err(TaskError::domain)?;
    let examples = labelled.into_iter().map(|one| (one.label, one.record.sequence)).collect();
    Source::of(&name, examples, None)
}

/// All records of a FASTA file.
///
/// # Errors
/// Where it cannot be read, or has none.
pub(crate) fn read_fasta(path: &Path) -> Result<Vec<fasta::Record>, TaskError> {
    let reader = fasta::Reader::open(path, Limits::default()).map_err(TaskError::domain)?;
    reader.read_all().map_err(TaskError::domain)
}
