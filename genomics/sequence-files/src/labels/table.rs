use crate::compression;
use crate::fasta::Record;
use crate::lines::Lines;
use crate::{Limits, SequenceFileError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;

/// Names and labels: two columns divided by a tab, the first line being their heading where its first column is
/// `name`, `id` or `sequence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    file: String,
    /// The label of a name, and its line.
    labels: BTreeMap<String, (String, u64)>,
}

impl Table {
    /// Reads a file, plain or compressed.
    ///
    /// # Errors
    /// As [`Table::parse`].
    pub fn read(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let opened = compression::open_with(path, limits)?;
        Self::parse(opened.reader, &path.display().to_string(), limits)
    }

    /// Reads content; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] of a line without two columns, or a name that comes twice.
    pub fn parse(
        content: impl BufRead,
        file: &str,
        limits: Limits,
    ) -> Result<Self, SequenceFileError> {
        let mut lines = Lines::new(content, file, limits);
        let mut labels = BTreeMap::new();
        while lines.advance()? {
            let line = std::str::from_utf8(lines.line());
            let line = line.map_err(|_| lines.wrong("the line is not UTF-8; convert the file"))?;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let columns = line.split_once('\t').filter(|(_, label)| !label.contains('\t'));
            let Some((name, label)) = columns else {
                return Err(lines.wrong("expected two columns divided by a tab: name and label"));
            };
            let heading =
                ["name", "id", "sequence"].iter().any(|word| name.eq_ignore_ascii_case(word));
            if lines.number() == 1 && heading {
                continue;
            }
            if name.is_empty() || label.is_empty() {
                return Err(lines.wrong("the name or the label is empty"));
            }
            let entry = (label.to_owned(), lines.number());
            if let Some((_, before)) = labels.insert(name.to_owned(), entry) {
                return Err(lines.wrong(format!("`{name}` was there already, at line {before}")));
            }
        }
        Ok(Self { file: file.to_owned(), labels })
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn label(&self, name: &str) -> Option<&str> {
        self.labels.get(name).map(|(label, _)| label.as_str())
    }

    /// An error where a line is of no sequence: then table and sequences are not of each other.
    pub(super) fn all_used(
        &self,
        records: &[Record],
        fasta: &str,
    ) -> Result<(), SequenceFileError> {
        let names: BTreeSet<&str> = records.iter().map(|record| record.name.as_str()).collect();
        let strangers = self.labels.iter().filter(|(name, _)| !names.contains(name.as_str()));
        let Some((name, (_, line))) = strangers.min_by_key(|(_, (_, line))| *line) else {
            return Ok(());
        };
        let what = format!("`{fasta}` has no record `{name}`");
        Err(SequenceFileError::Line { file: self.file.clone(), line: *line, what })
    }
}
