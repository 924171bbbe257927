use super::projection::Normal;
use super::{
    Hierarchy, Proportions, non_negative_least_squares, sample_covariance, shrunk_covariance,
    top_down,
};
use crate::EvaluationError;
use nalgebra::DMatrix;
use serde::Serialize;

/// How forecasts are made coherent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reconciliation {
    /// Sums of the bottom forecasts.
    BottomUp,
    /// Shares of the total's forecast.
    TopDown(Proportions),
    /// Least squares, all rows alike (Hyndman et al. 2011).
    Ols,
    /// Least squares, rows weighted by the inverse of how many bottom rows they sum.
    WlsStructural,
    /// Least squares, rows weighted by the inverse of their residuals' mean square.
    WlsVariance,
    /// Minimum trace with the residuals' sample covariance (Wickramasuriya, Athanasopoulos and
    /// Hyndman 2019).
    MinTraceSample,
    /// Minimum trace with the shrunk covariance of Schäfer and Strimmer.
    MinTraceShrink,
}

/// What a method needs besides the forecasts; absent where it does not.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Residuals of the base forecasts, `[rows, times]`.
    pub residuals: Option<&'a DMatrix<f64>>,
    /// History of the bottom rows, `[bottom, times]`.
    pub history: Option<&'a DMatrix<f64>>,
}

/// Coherent forecasts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reconciled {
    /// `[rows, steps]`; written as a list of rows.
    #[serde(serialize_with = "by_row")]
    pub forecasts: DMatrix<f64>,
    /// The shrinkage intensity, where one was estimated.
    pub shrinkage: Option<f64>,
    /// Bottom values that would have been negative and are zero.
    pub held_at_zero: usize,
}

/// Makes `base`, `[rows, steps]`, coherent; with `non_negative` no value is below zero, by solving
/// the same least squares problem with bottom rows ≥ 0 (Wickramasuriya, Turlach and Hyndman 2020),
/// or, for bottom-up and top-down, by taking negative bottom rows as zero.
///
/// ```
/// use neuron_forecast_evaluation::hierarchy::{Evidence, Hierarchy, Reconciliation, reconcile};
/// use nalgebra::DMatrix;
/// let hierarchy = Hierarchy::from_groups(&["a", "b"].map(str::to_owned), &[], &[])?;
/// let base = DMatrix::from_column_slice(3, 1, &[10.0, 4.0, 3.0]); // the parts lack 3
/// let ols = reconcile(&hierarchy, &base, Reconciliation::Ols, Evidence::default(), false)?;
/// let expected = [9.0, 5.0, 4.0];
/// assert!(ols.forecasts.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// If shapes do not fit, a number is not finite, the method's evidence is missing or too short, or
/// a covariance is singular.
pub fn reconcile(
    hierarchy: &Hierarchy,
    base: &DMatrix<f64>,
    method: Reconciliation,
    evidence: Evidence<'_>,
    non_negative: bool,
) -> Result<Reconciled, EvaluationError> {
    let (rows, bottom_rows) = (hierarchy.rows(), hierarchy.bottom());
    same("rows of base forecasts", base.nrows(), rows)?;
    if let Some(&value) = base.iter().find(|v| !v.is_finite()) {
        return Err(EvaluationError::NotFinite { what: "a base forecast".to_owned(), value });
    }
    let residuals = || {
        let residuals = evidence.residuals.ok_or(EvaluationError::Option {
            what: "the residuals of the base forecasts",
            found: "absent".to_owned(),
            expected: "residuals of every row, as this method weighs by them".to_owned(),
        })?;
        same("rows of residuals", residuals.nrows(), rows)?;
        Ok::<_, EvaluationError>(residuals)
    };
    let mut shrinkage = None;
    let weights = match method {
        Reconciliation::BottomUp => None,
        Reconciliation::TopDown(_) => None,
        Reconciliation::Ols => Some(DMatrix::identity(rows, rows)),
        Reconciliation::WlsStructural => Some(diagonal(rows, |row| hierarchy.size(row) as f64)),
        Reconciliation::WlsVariance => {
            let residuals = residuals()?;
            sample_covariance(residuals)?;
            let mean_square = |row: usize| {
                residuals.row(row).iter().map(|r| r * r).sum::<f64>() / residuals.ncols() as f64
            };
            Some(diagonal(rows, mean_square))
        }
        Reconciliation::MinTraceSample => Some(sample_covariance(residuals()?)?),
        Reconciliation::MinTraceShrink => {
            let shrunk = shrunk_covariance(residuals()?)?;
            shrinkage = Some(shrunk.intensity);
            Some(shrunk.matrix)
        }
    };
    let normal = weights.map(|w| Normal::new(hierarchy, &w)).transpose()?;
    let mut bottom = match (&normal, method) {
        (Some(normal), _) => normal.solve(base)?,
        (None, Reconciliation::TopDown(how)) => {
            let history = evidence.history.ok_or(EvaluationError::Option {
                what: "the history of the bottom rows",
                found: "absent".to_owned(),
                expected: "their past values, to take shares from".to_owned(),
            })?;
            let shares = top_down::shares(hierarchy, history, how)?;
            DMatrix::from_fn(bottom_rows, base.ncols(), |row, step| shares[row] * base[(0, step)])
        }
        (None, _) => base.rows(rows - bottom_rows, bottom_rows).into_owned(),
    };
    let mut held_at_zero = 0;
    if non_negative {
        for step in 0..base.ncols() {
            let negative = bottom.column(step).iter().filter(|&&v| v < 0.0).count();
            if negative == 0 {
                continue;
            }
            let solved = match &normal {
                Some(normal) => non_negative_least_squares(
                    &normal.matrix,
                    &normal.side(&base.column(step).into_owned()),
                ),
                None => bottom.column(step).map(|v| v.max(0.0)),
            };
            held_at_zero += solved.iter().filter(|&&v| v == 0.0).count();
            bottom.set_column(step, &solved);
        }
    }
    // The sums are taken again in one order, so that they are coherent to rounding.
    let mut forecasts = DMatrix::zeros(rows, base.ncols());
    for step in 0..base.ncols() {
        let column: Vec<f64> = bottom.column(step).iter().copied().collect();
        forecasts.column_mut(step).copy_from_slice(&hierarchy.aggregate(&column)?);
    }
    Ok(Reconciled { forecasts, shrinkage, held_at_zero })
}

fn diagonal(rows: usize, value: impl Fn(usize) -> f64) -> DMatrix<f64> {
    DMatrix::from_fn(rows, rows, |i, j| if i == j { value(i) } else { 0.0 })
}

fn same(what: &str, found: usize, expected: usize) -> Result<(), EvaluationError> {
    if found == expected {
        return Ok(());
    }
    Err(EvaluationError::Shape { what: what.to_owned(), found, expected })
}

fn by_row<S: serde::Serializer>(matrix: &DMatrix<f64>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(matrix.row_iter().map(|row| row.iter().copied().collect::<Vec<f64>>()))
}
