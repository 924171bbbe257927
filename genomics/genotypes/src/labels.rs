use crate::GenotypeError;
use crate::error::shown;
use crate::{Place, source};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

/// Bytes of a table of labels, at most. A row a sample: enough for a million samples.
const LARGEST: u64 = 256 << 20;

/// What the column of samples may be called; the first column is it where none is.
const SAMPLE_COLUMNS: &[&str] = &["sample", "sample_id", "sampleid", "sample name", "iid", "id"];

/// A table of samples: their population, and whatever else is known of them.
///
/// Columns are separated by tabs, or by blanks where the first line has no tab; the first line names them. That is what
/// the panels of the 1000 Genomes Project are.
///
/// ```
/// use neuron_genotypes::Labels;
/// let panel = "sample\tpop\tsuper_pop\tgender\t\t\nHG00096\tGBR\tEUR\tmale\nHG00171\tFIN\tEUR\tfemale\n";
/// let labels = Labels::parse(panel.as_bytes(), "in memory".as_ref())?;
/// assert_eq!(labels.columns(), ["pop", "super_pop", "gender"]);
/// let samples = ["HG00171".to_owned(), "NA12878".to_owned()];
/// let matched = labels.of(&samples, "pop")?;
/// assert_eq!(matched.labels, [Some("FIN".to_owned()), None]);
/// assert_eq!((&matched.missing[..], &matched.extra[..]), (&samples[1..], &["HG00096".to_owned()][..]));
/// # Ok::<(), neuron_genotypes::GenotypeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    file: PathBuf,
    columns: Vec<String>,
    samples: Vec<String>,
    /// `[samples, columns]`.
    values: Vec<String>,
}

/// Labels of the samples of genotypes, and what does not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatchedLabels {
    /// The label of each sample, in the order of the genotypes; none of a sample that the table has not, or has an empty
    /// label for.
    pub labels: Vec<Option<String>>,
    /// Samples without a label.
    pub missing: Vec<String>,
    /// Samples of the table that the genotypes have not, such as relatives that were left out there.
    pub extra: Vec<String>,
    /// The table's file, for errors.
    #[serde(skip)]
    file: PathBuf,
}

impl Labels {
    /// Reads a table, plain or compressed.
    ///
    /// # Errors
    /// [`GenotypeError`], with the line: an empty file, a line with too few or too many columns, a sample that is there
    /// twice.
    pub fn read(path: &Path) -> Result<Self, GenotypeError> {
        Self::parse(source::open(path)?.reader, path)
    }

    /// Reads a table's text; `file` is what errors call it.
    ///
    /// # Errors
    /// See [`Labels::read`].
    pub fn parse(reader: impl BufRead, file: &Path) -> Result<Self, GenotypeError> {
        let mut text = String::new();
        let bytes = reader.take(LARGEST + 1).read_to_string(&mut text);
        let bytes = bytes.map_err(|cause| GenotypeError::Io {
            action: "read",
            file: file.to_owned(),
            cause,
        })?;
        if bytes as u64 > LARGEST {
            let (file, needed) = (file.to_owned(), bytes as u64);
            return Err(GenotypeError::TooLarge {
                file,
                what: "the labels",
                needed,
                limit: LARGEST,
            });
        }
        let inconsistent =
            |what: String| GenotypeError::Inconsistent { file: file.to_owned(), what };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (_, first) = lines.next().ok_or_else(|| {
            inconsistent("it is empty, expected a line of column names and a line a sample".into())
        })?;
        let tabs = first.contains('\t');
        let mut names = cells(first.strip_prefix('#').unwrap_or(first), tabs);
        if names.is_empty() {
            return Err(inconsistent("its first line names no column".into()));
        }
        let key = names
            .iter()
            .position(|name| SAMPLE_COLUMNS.contains(&name.to_lowercase().as_str()))
            .unwrap_or(0);
        let width = names.len();
        let columns: Vec<String> =
            without(&mut names, key).into_iter().map(str::to_owned).collect();
        let mut twice = HashSet::new();
        if let Some(column) = columns.iter().find(|column| !twice.insert(column.as_str())) {
            return Err(inconsistent(format!(
                "column {} is there twice",
                shown(column.as_bytes())
            )));
        }
        let (mut samples, mut values) = (Vec::new(), Vec::new());
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (place, line) in lines {
            let record = |what: String| GenotypeError::Record {
                file: file.to_owned(),
                place: Place::Line(place as u64 + 1),
                what,
            };
            let mut row = cells(line, tabs);
            // A last cell that is empty may have been cut off with its tab.
            if tabs {
                row.resize(row.len().max(width), "");
            }
            if row.len() != width || row[key].is_empty() {
                let found = cells(line, tabs).len();
                return Err(record(match row.get(key) {
                    Some(&"") => "it names no sample".to_owned(),
                    _ => format!("{found} columns, expected {width} as the first line has"),
                }));
            }
            let sample = row[key];
            if let Some(before) = known.insert(sample, place + 1) {
                return Err(record(format!(
                    "sample {} is there before, in line {before}",
                    shown(sample.as_bytes())
                )));
            }
            samples.push(sample.to_owned());
            values.extend(without(&mut row, key).into_iter().map(str::to_owned));
        }
        Ok(Self { file: file.to_owned(), columns, samples, values })
    }

    /// Names of the columns, without that of the samples.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Names of the samples, in the table's order.
    #[must_use]
    pub fn samples(&self) -> &[String] {
        &self.samples
    }

    /// The values of a column, in the table's order; empty where there is none.
    ///
    /// # Errors
    /// [`GenotypeError::NoSuchColumn`].
    pub fn column(&self, name: &str) -> Result<Vec<&str>, GenotypeError> {
        let column = self.columns.iter().position(|column| column == name);
        let column = column.ok_or_else(|| GenotypeError::NoSuchColumn {
            file: self.file.clone(),
            column: name.to_owned(),
            columns: self.columns.clone(),
        })?;
        Ok(self
            .values
            .iter()
            .skip(column)
            .step_by(self.columns.len())
            .map(String::as_str)
            .collect())
    }

    /// A column's labels of these samples, and what does not match.
    ///
    /// # Errors
    /// [`GenotypeError::NoSuchColumn`].
    pub fn of(&self, samples: &[String], column: &str) -> Result<MatchedLabels, GenotypeError> {
        let values = self.column(column)?;
        let rows: HashMap<&str, &str> =
            self.samples.iter().map(String::as_str).zip(values.iter().copied()).collect();
        let label = |sample: &String| rows.get(sample.as_str()).filter(|label| !label.is_empty());
        let wanted: HashSet<&str> = samples.iter().map(String::as_str).collect();
        let is_extra = |sample: &&String| !wanted.contains(sample.as_str());
        Ok(MatchedLabels {
            labels: samples
                .iter()
                .map(|sample| label(sample).map(|label| (*label).to_owned()))
                .collect(),
            missing: samples.iter().filter(|sample| label(sample).is_none()).cloned().collect(),
            extra: self.samples.iter().filter(is_extra).cloned().collect(),
            file: self.file.clone(),
        })
    }
}

impl MatchedLabels {
    /// The labels, where every sample has one.
    ///
    /// # Errors
    /// [`GenotypeError::Unlabelled`] names those without.
    pub fn complete(&self) -> Result<Vec<&str>, GenotypeError> {
        let all: Option<Vec<&str>> = self.labels.iter().map(Option::as_deref).collect();
        all.ok_or_else(|| GenotypeError::Unlabelled {
            file: self.file.clone(),
            samples: self.labels.len(),
            missing: self.missing.clone(),
        })
    }
}

/// The cells of a line. Tabs at its end separate nothing: the panel of the third phase has two of them.
fn cells(line: &str, tabs: bool) -> Vec<&str> {
    if tabs {
        line.trim_end().split('\t').map(str::trim).collect()
    } else {
        line.split_whitespace().collect()
    }
}

/// The cells but one.
fn without<'a>(cells: &mut Vec<&'a str>, key: usize) -> Vec<&'a str> {
    cells.remove(key);
    std::mem::take(cells)
}
