use crate::EvaluationError;
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// Ridge regression on standardised features (Hoerl and Kennard 1970). A missing feature (NaN) is
/// taken as the feature's mean; a constant one has no coefficient.
///
/// ```
/// use neuron_forecast_evaluation::regression::Ridge;
/// let rows: Vec<Vec<f64>> = (0..20).map(|i| vec![f64::from(i), f64::from(i % 3)]).collect();
/// let actual: Vec<f64> = rows.iter().map(|row| 1.0 + 2.0 * row[0] - row[1]).collect();
/// let ridge = Ridge::fit(&rows, &actual, 0.0)?;
/// assert!((ridge.predict(&[5.0, 2.0]) - 9.0).abs() < 1e-9);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ridge {
    intercept: f64,
    means: Vec<f64>,
    /// Of the features as they are, not standardised.
    coefficients: Vec<f64>,
}

impl Ridge {
    /// Minimises mean squared error + `penalty` · Σ (standardised coefficient)².
    ///
    /// # Errors
    /// If there are no rows, lengths differ, the penalty is negative or not finite, or, without a
    /// penalty, features determine each other.
    pub fn fit(rows: &[Vec<f64>], actual: &[f64], penalty: f64) -> Result<Self, EvaluationError> {
        if rows.is_empty() || rows.len() != actual.len() {
            let what = "rows of features".to_owned();
            let (found, expected) = (rows.len(), actual.len().max(1));
            return Err(EvaluationError::Shape { what, found, expected });
        }
        if !(penalty >= 0.0 && penalty.is_finite()) {
            return Err(EvaluationError::Option {
                what: "the ridge penalty",
                found: penalty.to_string(),
                expected: "a finite number ≥ 0".to_owned(),
            });
        }
        let (n, width) = (rows.len() as f64, rows[0].len());
        if let Some(row) = rows.iter().find(|row| row.len() != width) {
            let what = "features of a row".to_owned();
            return Err(EvaluationError::Shape { what, found: row.len(), expected: width });
        }
        let (means, scales) = moments(rows, width);
        let intercept = actual.iter().sum::<f64>() / n;
        let used: Vec<usize> = (0..width).filter(|&j| scales[j] > 0.0).collect();
        let x = DMatrix::from_fn(rows.len(), used.len(), |i, k| {
            let j = used[k];
            if rows[i][j].is_nan() { 0.0 } else { (rows[i][j] - means[j]) / scales[j] }
        });
        let y = DVector::from_fn(rows.len(), |i, _| actual[i] - intercept);
        let mut gram = x.tr_mul(&x) / n;
        for k in 0..used.len() {
            gram[(k, k)] += penalty;
        }
        let side = x.tr_mul(&y) / n;
        let mut coefficients = vec![0.0; width];
        if !used.is_empty() {
            let factor = gram.cholesky().ok_or(EvaluationError::Singular {
                what: "the regression",
                advice: "give it a penalty, or leave out features that repeat each other",
            })?;
            let solution = factor.solve(&side);
            used.iter().zip(solution.iter()).for_each(|(&j, b)| coefficients[j] = b / scales[j]);
        }
        if coefficients.iter().any(|b| !b.is_finite()) || !intercept.is_finite() {
            let what = "a regression coefficient".to_owned();
            return Err(EvaluationError::NotFinite { what, value: f64::NAN });
        }
        Ok(Self { intercept, means, coefficients })
    }

    /// The prediction for one row.
    #[must_use]
    pub fn predict(&self, row: &[f64]) -> f64 {
        self.intercept + self.contributions(row).iter().sum::<f64>()
    }

    /// The mean prediction.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.intercept
    }

    /// What each feature adds to the mean prediction: coefficient · (value − mean), which for a
    /// linear model are the Shapley values with independent features.
    #[must_use]
    pub fn contributions(&self, row: &[f64]) -> Vec<f64> {
        let terms = self.coefficients.iter().zip(&self.means).zip(row);
        terms.map(|((b, mean), x)| if x.is_nan() { 0.0 } else { b * (x - mean) }).collect()
    }
}

/// Mean and standard deviation of what is there of each feature.
fn moments(rows: &[Vec<f64>], width: usize) -> (Vec<f64>, Vec<f64>) {
    let moment = |j: usize| {
        let present: Vec<f64> = rows.iter().map(|row| row[j]).filter(|x| !x.is_nan()).collect();
        if present.is_empty() {
            return (0.0, 0.0);
        }
        let n = present.len() as f64;
        let mean = present.iter().sum::<f64>() / n;
        let variance = present.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        // Rounding of a large constant is no variation.
        let scale = if variance.sqrt() <= 1e-12 * mean.abs() { 0.0 } else { variance.sqrt() };
        (mean, scale)
    };
    (0..width).map(moment).unzip()
}
