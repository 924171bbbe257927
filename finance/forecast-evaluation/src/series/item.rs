use crate::series::demand_pattern;
use crate::{EvaluationError, Note};
use serde::Serialize;

/// What is said of an item once for all times.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum MetadataValue {
    /// A quantity, as the size of a shop.
    Number(f64),
    /// A kind, as the type of a shop.
    Category(String),
}

/// One item of a panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub item: String,
    /// Steps from the panel's start to the first value.
    pub offset: usize,
    /// The values to be forecast; `None` is missing. Empty for an item without a history.
    pub target: Vec<Option<f64>>,
    /// One row for each covariate of the panel, beginning at `offset`; those known ahead go on
    /// beyond the target.
    pub covariates: Vec<Vec<Option<f64>>>,
    /// One value for each metadata column of the panel.
    pub metadata: Vec<MetadataValue>,
}

impl Series {
    /// A series from the panel's start, without covariates or metadata, nothing missing.
    #[must_use]
    pub fn new(item: impl Into<String>, target: &[f64]) -> Self {
        Self {
            item: item.into(),
            offset: 0,
            target: target.iter().copied().map(Some).collect(),
            covariates: Vec::new(),
            metadata: Vec::new(),
        }
    }

    /// The index on the panel's grid after the last value.
    #[must_use]
    pub fn end(&self) -> usize {
        self.offset + self.target.len()
    }

    /// The value at an index of the panel's grid.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<f64> {
        self.target.get(index.checked_sub(self.offset)?).copied().flatten()
    }

    /// The covariate's value at an index of the panel's grid.
    #[must_use]
    pub fn covariate_at(&self, covariate: usize, index: usize) -> Option<f64> {
        self.covariates.get(covariate)?.get(index.checked_sub(self.offset)?).copied().flatten()
    }

    /// The values in a row, for models that cannot do with missing ones: a gap is filled on the
    /// straight line between its ends, and what is missing at either end is left out.
    /// [`notes`](Self::notes) says how many were missing.
    #[must_use]
    pub fn filled(&self) -> Vec<f64> {
        let present: Vec<(usize, f64)> =
            self.target.iter().enumerate().filter_map(|(t, y)| y.map(|y| (t, y))).collect();
        let mut values = Vec::with_capacity(self.target.len());
        for pair in present.windows(2) {
            let ((from, a), (to, b)) = (pair[0], pair[1]);
            let line = |t: usize| a + (b - a) * (t - from) as f64 / (to - from) as f64;
            values.extend((from..to).map(line));
        }
        values.extend(present.last().map(|(_, y)| *y));
        values
    }

    /// The same item with only the values from `first` up to `origin` on the panel's grid;
    /// covariates that are `known` ahead stay up to `until`.
    #[must_use]
    pub(crate) fn between(
        &self,
        first: usize,
        origin: usize,
        until: usize,
        known: &[bool],
    ) -> Self {
        let skipped = first.saturating_sub(self.offset);
        let cut = |row: &[Option<f64>], end: usize| {
            let end = end.saturating_sub(self.offset).min(row.len());
            row[skipped.min(end)..end].to_vec()
        };
        Self {
            item: self.item.clone(),
            offset: self.offset + skipped,
            target: cut(&self.target, origin),
            covariates: self
                .covariates
                .iter()
                .zip(known)
                .map(|(row, &known)| cut(row, if known { until } else { origin }))
                .collect(),
            metadata: self.metadata.clone(),
        }
    }

    /// What is odd about the history: missing values, intermittent or constant demand, returns.
    #[must_use]
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let present: Vec<f64> = self.target.iter().flatten().copied().collect();
        let count = self.target.len() - present.len();
        if count > 0 {
            notes.push(Note::MissingValues { count, of: self.target.len() });
        }
        let negative = present.iter().filter(|&&y| y < 0.0).count();
        if negative > 0 {
            notes.push(Note::Negative { count: negative });
        }
        match present.first() {
            Some(&value) if present.len() > 1 && present.iter().all(|&y| y == value) => {
                notes.push(Note::Constant { value });
            }
            _ => notes.extend(demand_pattern(&present).and_then(|pattern| pattern.note())),
        }
        notes
    }

    /// Refuses numbers that are not finite.
    pub(crate) fn check(&self) -> Result<(), EvaluationError> {
        let rows = std::iter::once(&self.target).chain(&self.covariates);
        match rows.flatten().flatten().find(|value| !value.is_finite()) {
            Some(&value) => Err(EvaluationError::NotFinite {
                what: format!("a value of item `{}`", self.item),
                value,
            }),
            None => Ok(()),
        }
    }
}
