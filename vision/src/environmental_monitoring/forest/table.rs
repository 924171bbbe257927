/// Rows of features, each with its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    features: usize,
    classes: usize,
    values: Vec<f32>,
    labels: Vec<u32>,
}

/// What cannot be a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Values that do not fill the rows.
    #[error("expected {expected} values for {rows} rows, found {found}")]
    Extent {
        /// How many rows.
        rows: usize,
        /// Values that they need.
        expected: usize,
        /// Values that there are.
        found: usize,
    },
    /// No row, no feature, or no class.
    #[error("a forest needs a row, a feature and a class at least")]
    Empty,
    /// A class beyond the classes.
    #[error("row {row} is of class {found}, expected less than {classes}")]
    Class {
        /// The row, from 0.
        row: usize,
        /// Its class.
        found: u32,
        /// How many there are.
        classes: usize,
    },
    /// A feature without a value.
    #[error("row {row}, feature {feature} is {found}, expected a finite number")]
    Value {
        /// The row, from 0.
        row: usize,
        /// The feature, from 0.
        feature: usize,
        /// What it is.
        found: String,
    },
}

impl Table {
    /// Of values `[rows, features]` and the class of each row.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new(
        features: usize,
        classes: usize,
        values: Vec<f32>,
        labels: Vec<u32>,
    ) -> Result<Self, TableError> {
        let rows = labels.len();
        if rows == 0 || features == 0 || classes == 0 {
            return Err(TableError::Empty);
        }
        let expected = rows.saturating_mul(features);
        if values.len() != expected {
            return Err(TableError::Extent { rows, expected, found: values.len() });
        }
        let beyond = labels.iter().position(|&label| label as usize >= classes);
        if let Some(row) = beyond {
            return Err(TableError::Class { row, found: labels[row], classes });
        }
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            let (row, feature, found) = (at / features, at % features, values[at].to_string());
            return Err(TableError::Value { row, feature, found });
        }
        Ok(Self { features, classes, values, labels })
    }

    /// Features of a row.
    #[must_use]
    pub const fn features(&self) -> usize {
        self.features
    }

    /// Classes.
    #[must_use]
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// Rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.labels.len()
    }

    /// The features of a row.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.features..][..self.features]
    }

    pub(super) fn value(&self, row: u32, feature: usize) -> f32 {
        self.values[row as usize * self.features + feature]
    }

    pub(super) fn label(&self, row: u32) -> usize {
        self.labels[row as usize] as usize
    }

    /// How many of these rows are of each class.
    pub(super) fn counts(&self, rows: &[u32]) -> Vec<u32> {
        let mut counts = vec![0; self.classes];
        rows.iter().for_each(|&row| counts[self.label(row)] += 1);
        counts
    }
}
