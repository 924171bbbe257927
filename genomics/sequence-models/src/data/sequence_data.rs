use super::Division;
use super::source::{Source, open_source, unlabelled};
use neuron_sequence_features::cross_validation::stratified_group_folds;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_tasks::{Split, TaskError};
use neuron_train::checkpoint::sha256_hex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sequences, split.
#[derive(Clone, Debug)]
pub struct SequenceData {
    /// The name of the set.
    pub name: String,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// All sequences.
    pub sequences: Arc<Vec<Vec<u8>>>,
    /// The class of each.
    pub labels: Arc<Vec<u32>>,
    /// Numbers of the sequences to learn from.
    pub train: Vec<usize>,
    /// Numbers of those to choose the best weights by.
    pub validation: Vec<usize>,
    /// Numbers of those to report on.
    pub test: Vec<usize>,
    /// Whether the set itself says what is learnt from and what is reported on.
    pub divided: bool,
    /// How many sequences are exact copies of an earlier one.
    pub copies: usize,
}

impl SequenceData {
    /// Opens a set and divides it, copies together, or as the set itself is divided. The same arguments give the same
    /// splits.
    ///
    /// # Errors
    /// Where the set is not there or not in order, has one class alone, or a setting is out of its range.
    pub fn open(dataset: &str, labels: &str, division: &Division) -> Result<Self, TaskError> {
        let source = match dataset {
            "splice-junctions" => Source::undivided(splice_junctions().map_err(TaskError::domain)?),
            path => open_source(path, labels)?,
        };
        if source.set.classes.len() < 2 {
            return Err(TaskError::DataShape {
                file: source.set.name,
                found: format!("{} of one class alone", source.set.sequences.len()),
                expected: "sequences of two classes or more".to_owned(),
            });
        }
        Self::divide(source, division)
    }

    /// Opens a set of which the classes do not matter: a FASTA file without them, or whatever [`open`](Self::open)
    /// takes.
    ///
    /// # Errors
    /// As [`open`](Self::open), but for classes.
    pub fn open_unlabelled(dataset: &str, division: &Division) -> Result<Self, TaskError> {
        match dataset {
            "splice-junctions" => Self::open(dataset, "", division),
            path => Self::divide(unlabelled(path)?, division),
        }
    }

    /// Divides a set, copies together, unless it is divided already; then parts of a cross-validation are not made, and
    /// only what is to be held out is taken from what is to be learnt from.
    ///
    /// # Errors
    /// [`TaskError::Setting`] where a setting is out of its range.
    pub(super) fn divide(source: Source, division: &Division) -> Result<Self, TaskError> {
        let Source { set, given } = source;
        let Division { folds, fold, fold_seed, validation_share, size, seed } = *division;
        let setting =
            |key, found: String, expected: String| TaskError::Setting { key, found, expected };
        if fold >= folds && given.is_none() {
            let expected = format!("less than `folds`, which is {folds}");
            return Err(setting("fold", fold.to_string(), expected));
        }
        if !(0.0..=0.5).contains(&validation_share) {
            let expected = "a share from 0 to 0.5".to_owned();
            return Err(setting("validation_share", validation_share.to_string(), expected));
        }
        let all: Vec<usize> = (0..set.len()).collect();
        let taken = match size {
            0 => all,
            size if size > set.len() => {
                let expected = format!("at most {}, which `{}` has", set.len(), set.name);
                return Err(setting("dataset_size", size.to_string(), expected));
            }
            size => {
                let labels: Vec<u32> = set.labels.iter().map(|&label| label as u32).collect();
                neuron_data::sampling::stratified_subset(&labels, size, seed)
            }
        };
        let of = |list: &[usize], places: &[usize]| -> Vec<usize> {
            places.iter().map(|&at| list[at]).collect()
        };
        let of_split = |split: Split| -> Option<Vec<usize>> {
            let given = given.as_ref()?;
            Some(taken.iter().copied().filter(|&at| given[at] == split).collect())
        };
        let (test, rest) = match (of_split(Split::Test), of_split(Split::Train)) {
            (Some(test), Some(rest)) => (test, rest),
            _ => {
                let parts = stratified_group_folds(
                    &of(&set.labels, &taken),
                    &of(&set.groups, &taken),
                    folds,
                    fold_seed,
                )
                .map_err(TaskError::domain)?;
                let is_test = |place: &usize| parts[*place] == fold;
                let (test, rest): (Vec<usize>, Vec<usize>) = (0..taken.len()).partition(is_test);
                (of(&taken, &test), of(&taken, &rest))
            }
        };
        let held = of_split(Split::Validation).unwrap_or_default();
        let (validation, train) = if !held.is_empty() {
            (held, rest)
        } else if validation_share > 0.0 {
            let held = (1.0 / validation_share).round() as usize;
            let parts = stratified_group_folds(
                &of(&set.labels, &rest),
                &of(&set.groups, &rest),
                held.max(2),
                seed,
            )
            .map_err(TaskError::domain)?;
            let (held, kept): (Vec<usize>, Vec<usize>) =
                (0..rest.len()).partition(|&place| parts[place] == 0);
            (of(&rest, &held), of(&rest, &kept))
        } else {
            (Vec::new(), rest)
        };
        let copies = set.len() - set.groups.iter().max().map_or(0, |most| most + 1);
        Ok(Self {
            name: set.name,
            classes: set.classes,
            sequences: Arc::new(set.sequences),
            labels: Arc::new(set.labels.iter().map(|&label| label as u32).collect()),
            train,
            validation,
            test,
            divided: given.is_some(),
            copies,
        })
    }

    /// The sequences of a split, by number.
    #[must_use]
    pub fn split(&self, split: Split) -> &[usize] {
        match split {
            Split::Train => &self.train,
            Split::Validation => &self.validation,
            Split::Test => &self.test,
        }
    }

    /// Bases of the longest sequence.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.sequences.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Reads at most so many bases of each sequence, from its middle; 0 leaves all.
    pub fn crop(&mut self, bases: usize) {
        if bases > 0 && self.longest() > bases {
            let cropped = self.sequences.iter().map(|sequence| middle(sequence, bases).to_vec());
            self.sequences = Arc::new(cropped.collect());
        }
    }

    /// SHA-256 of the set, by its name.
    #[must_use]
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let mut bytes = self.classes.join("\n").into_bytes();
        for (sequence, label) in self.sequences.iter().zip(self.labels.iter()) {
            bytes.extend_from_slice(sequence);
            bytes.push(b'\t');
            bytes.extend_from_slice(&label.to_le_bytes());
        }
        [(self.name.clone(), sha256_hex(&bytes))].into()
    }
}

/// So many bases of a sequence around its middle, or all of a shorter one.
pub(crate) fn middle(sequence: &[u8], bases: usize) -> &[u8] {
    let extra = sequence.len().saturating_sub(bases);
    &sequence[extra / 2..sequence.len() - (extra - extra / 2)]
}
