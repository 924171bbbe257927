use crate::EvaluationError;
use nalgebra::DMatrix;
use serde::Serialize;

/// Rows that are sums of bottom rows. The bottom rows come last, in the order given.
///
/// ```
/// use neuron_forecast_evaluation::hierarchy::Hierarchy;
/// let shops = ["s1", "s2", "s3"].map(str::to_owned);
/// let regions = ("region", ["north", "north", "south"].map(str::to_owned).to_vec());
/// let hierarchy = Hierarchy::from_groups(&shops, &[regions], &[&["region"]])?;
/// assert_eq!(hierarchy.names(), ["total", "region=north", "region=south", "s1", "s2", "s3"]);
/// assert_eq!(hierarchy.aggregate(&[1.0, 2.0, 4.0])?, [7.0, 3.0, 4.0, 1.0, 2.0, 4.0]);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hierarchy {
    names: Vec<String>,
    bottom: usize,
    /// For each row, the bottom rows it sums, in rising order.
    parts: Vec<Vec<usize>>,
}

impl Hierarchy {
    /// Builds the total, then for each of `levels` one row for every combination of its columns'
    /// values (in the order of first appearance), then the bottom rows. Levels need not be nested,
    /// so grouped structures are made in the same way.
    ///
    /// `columns` are group columns with one value for each bottom row.
    ///
    /// # Errors
    /// If there are no bottom rows, a column has another length, or a level names no column.
    pub fn from_groups(
        bottom: &[String],
        columns: &[(&str, Vec<String>)],
        levels: &[&[&str]],
    ) -> Result<Self, EvaluationError> {
        if bottom.is_empty() {
            let what = "bottom rows".to_owned();
            return Err(EvaluationError::Shape { what, found: 0, expected: 1 });
        }
        for (name, values) in columns {
            if values.len() != bottom.len() {
                return Err(EvaluationError::Shape {
                    what: format!("values of the group column `{name}`"),
                    found: values.len(),
                    expected: bottom.len(),
                });
            }
        }
        let mut names = vec!["total".to_owned()];
        let mut parts = vec![(0..bottom.len()).collect::<Vec<_>>()];
        for level in levels {
            let mut chosen = Vec::new();
            for name in *level {
                let column = columns.iter().find(|(known, _)| known == name);
                chosen.push(
                    column.ok_or_else(|| EvaluationError::Unknown {
                        kind: "group column",
                        name: (*name).to_owned(),
                        known: columns
                            .iter()
                            .map(|(n, _)| format!("`{n}`"))
                            .collect::<Vec<_>>()
                            .join(", "),
                    })?,
                );
            }
            let first = names.len();
            for row in 0..bottom.len() {
                let pairs: Vec<String> =
                    chosen.iter().map(|(name, values)| format!("{name}={}", values[row])).collect();
                let name = pairs.join("/");
                match names[first..].iter().position(|known| *known == name) {
                    Some(at) => parts[first + at].push(row),
                    None => {
                        names.push(name);
                        parts.push(vec![row]);
                    }
                }
            }
        }
        names.extend(bottom.iter().cloned());
        parts.extend((0..bottom.len()).map(|row| vec![row]));
        Ok(Self { names, bottom: bottom.len(), parts })
    }

    /// The names of all rows.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.names.len()
    }

    /// How many bottom rows there are.
    #[must_use]
    pub fn bottom(&self) -> usize {
        self.bottom
    }

    /// How many bottom rows a row sums.
    #[must_use]
    pub fn size(&self, row: usize) -> usize {
        self.parts[row].len()
    }

    /// The summing matrix S, `[rows, bottom]`, of zeros and ones.
    #[must_use]
    pub fn summing_matrix(&self) -> DMatrix<f64> {
        let mut matrix = DMatrix::zeros(self.rows(), self.bottom);
        for (row, parts) in self.parts.iter().enumerate() {
            for &part in parts {
                matrix[(row, part)] = 1.0;
            }
        }
        matrix
    }

    /// All rows from the bottom ones.
    ///
    /// # Errors
    /// If the number of values is not that of bottom rows.
    pub fn aggregate(&self, bottom: &[f64]) -> Result<Vec<f64>, EvaluationError> {
        if bottom.len() != self.bottom {
            return Err(EvaluationError::Shape {
                what: "bottom values".to_owned(),
                found: bottom.len(),
                expected: self.bottom,
            });
        }
        Ok(self.parts.iter().map(|parts| parts.iter().map(|&part| bottom[part]).sum()).collect())
    }

    /// The largest distance of a row from the sum of its parts; `values` are all rows.
    ///
    /// # Errors
    /// If the number of values is not that of rows.
    pub fn incoherence(&self, values: &[f64]) -> Result<f64, EvaluationError> {
        if values.len() != self.rows() {
            return Err(EvaluationError::Shape {
                what: "values of all rows".to_owned(),
                found: values.len(),
                expected: self.rows(),
            });
        }
        let sums = self.aggregate(&values[self.rows() - self.bottom..])?;
        Ok(values.iter().zip(sums).map(|(value, sum)| (value - sum).abs()).fold(0.0, f64::max))
    }
}
