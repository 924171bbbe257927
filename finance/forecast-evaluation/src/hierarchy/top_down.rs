use super::Hierarchy;
use crate::EvaluationError;
use nalgebra::DMatrix;
use serde::Serialize;

/// How the total is shared out (Gross and Sohl 1990).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proportions {
    /// The mean over time of each bottom row's share in the total.
    AverageOfShares,
    /// The share of each bottom row's mean in the total's mean.
    ShareOfAverages,
}

/// The shares of the bottom rows, from their history `[bottom, times]`.
pub(super) fn shares(
    hierarchy: &Hierarchy,
    history: &DMatrix<f64>,
    how: Proportions,
) -> Result<Vec<f64>, EvaluationError> {
    let bottom = hierarchy.bottom();
    if history.nrows() != bottom || history.ncols() == 0 {
        return Err(EvaluationError::Shape {
            what: "bottom rows of the history (with at least one time)".to_owned(),
            found: if history.ncols() == 0 { 0 } else { history.nrows() },
            expected: bottom,
        });
    }
    let totals: Vec<f64> = history.column_iter().map(|column| column.sum()).collect();
    let zero = || EvaluationError::Option {
        what: "the history's total",
        found: "0 (or not finite) at some time".to_owned(),
        expected: "a total to take shares of; choose the share of averages".to_owned(),
    };
    match how {
        Proportions::ShareOfAverages => {
            let sum: f64 = totals.iter().sum();
            if sum == 0.0 || !sum.is_finite() {
                return Err(zero());
            }
            Ok((0..bottom).map(|row| history.row(row).sum() / sum).collect())
        }
        Proportions::AverageOfShares => {
            if totals.iter().any(|total| *total == 0.0 || !total.is_finite()) {
                return Err(zero());
            }
            let mean = |row: usize| {
                let shares =
                    history.row(row).iter().zip(&totals).map(|(y, total)| y / total).sum::<f64>();
                shares / totals.len() as f64
            };
            Ok((0..bottom).map(mean).collect())
        }
    }
}
