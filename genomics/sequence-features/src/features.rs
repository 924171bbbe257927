use crate::FeaturesError;

/// A table of numbers, a row for each sequence: `[rows, columns]`, row-major, all finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    columns: usize,
    values: Vec<f64>,
}

impl Features {
    /// Checks the shape and the numbers.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where the values make no whole rows, [`FeaturesError::NotFinite`] where one is not
    /// finite, [`FeaturesError::Parameter`] where there are no columns.
    pub fn new(columns: usize, values: Vec<f64>) -> Result<Self, FeaturesError> {
        if columns == 0 {
            return Err(FeaturesError::parameter("columns", 0, "1 or more"));
        }
        let whole = values.len() / columns * columns;
        FeaturesError::same_size("the table of features", whole, values.len())?;
        match values.iter().position(|value| !value.is_finite()) {
            Some(place) => Err(FeaturesError::NotFinite {
                row: place / columns + 1,
                column: place % columns + 1,
            }),
            None => Ok(Self { columns, values }),
        }
    }

    /// How many sequences there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// How many numbers a sequence has.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The numbers of a sequence, from 0.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// All numbers, row by row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Some of the rows, in the order given.
    ///
    /// # Panics
    /// Where there is no such row.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let values = rows.iter().flat_map(|&row| self.row(row)).copied().collect();
        Self { columns: self.columns, values }
    }

    /// The columns of both tables side by side.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where they have not as many rows.
    pub fn beside(&self, other: &Self) -> Result<Self, FeaturesError> {
        FeaturesError::same_size("the other table of features", self.rows(), other.rows())?;
        let both = |row| self.row(row).iter().chain(other.row(row)).copied();
        let values = (0..self.rows()).flat_map(both).collect();
        Ok(Self { columns: self.columns + other.columns, values })
    }

    /// The squared Euclidean distance of two rows of any tables.
    pub(crate) fn squared_distance(one: &[f64], two: &[f64]) -> f64 {
        one.iter().zip(two).map(|(a, b)| (a - b) * (a - b)).sum()
    }
}
