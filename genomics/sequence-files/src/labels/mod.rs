//! FASTA whose sequences have labels, for what learns from them: in the line of the name, or in a table beside it.
//!
//! ```
//! use neuron_sequence_files::fasta::Reader;
//! use neuron_sequence_files::labels::{Labels, label};
//!
//! let text = b">a class=promoter\nACGT\n>b class=other\nGG\n";
//! let records = Reader::new(&text[..], "x.fa").read_all()?;
//! let labelled = label(records, "x.fa", &Labels::Key("class".into()))?;
//! assert_eq!(labelled[0].label, "promoter");
//! # Ok::<(), neuron_sequence_files::SequenceFileError>(())
//! ```

mod table;

pub use table::Table;

use crate::fasta::{Reader, Record};
use crate::{Limits, SequenceFileError};
use std::path::Path;

/// Where the labels stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Behind `key=` in the description.
    Key(String),
    /// A word of the description, counted from 1.
    Word(usize),
    /// A part of the name between `|`, counted from 1.
    NamePart(usize),
    /// A table of names and labels.
    Table(Table),
}

/// A sequence with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The sequence.
    pub record: Record,
    /// What it is; never empty.
    pub label: String,
}

/// Reads a file, plain or compressed, whose sequences all have labels.
///
/// # Errors
/// As [`Reader::read_all`], and [`label`].
pub fn read(
    path: &Path,
    labels: &Labels,
    limits: Limits,
) -> Result<Vec<Labelled>, SequenceFileError> {
    let records = Reader::open(path, limits)?.read_all()?;
    label(records, &path.display().to_string(), labels)
}

/// Gives each sequence its label; `file` is the name in messages.
///
/// # Errors
/// [`SequenceFileError::Line`] of a sequence without one, or a line of the table that is of no sequence.
pub fn label(
    records: Vec<Record>,
    file: &str,
    labels: &Labels,
) -> Result<Vec<Labelled>, SequenceFileError> {
    if let Labels::Table(table) = labels {
        table.all_used(&records, file)?;
    }
    let labelled = records.into_iter().map(|record| match labels.of(&record) {
        Some(label) => Ok(Labelled { label: label.to_owned(), record }),
        None => {
            let what =
                format!("record `{}` has no label; expected {}", record.name, labels.expected());
            Err(SequenceFileError::Line { file: file.to_owned(), line: record.line, what })
        }
    });
    labelled.collect()
}

impl Labels {
    /// The label of a record; none where it has none, or an empty one.
    #[must_use]
    pub fn of<'a>(&'a self, record: &'a Record) -> Option<&'a str> {
        let label = match self {
            Self::Key(key) => {
                let mut words = record.description.split([' ', '\t', ';']);
                words.find_map(|word| word.strip_prefix(key.as_str())?.strip_prefix('='))
            }
            Self::Word(number) => record.description.split_whitespace().nth(number.checked_sub(1)?),
            Self::NamePart(number) => record.name.split('|').nth(number.checked_sub(1)?),
            Self::Table(table) => table.label(&record.name),
        };
        label.filter(|label| !label.is_empty())
    }

    fn expected(&self) -> String {
        match self {
            Self::Key(key) => format!("`{key}=…` behind its name"),
            Self::Word(number) => format!("word {number} behind its name"),
            Self::NamePart(number) => format!("part {number} of its name, between `|`"),
            Self::Table(table) => format!("a line of its name in `{}`", table.file()),
        }
    }
}
