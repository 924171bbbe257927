//! The Gerber statistic.

use super::Parameters;
use crate::matrix::rescaled;
use crate::{CovarianceError, Returns};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// What the counts of moves together less those apart are divided by.
///
/// Both are positive semidefinite. The counts are a Gram matrix, which settles the second; the first
/// multiplies it entry by entry by `1 / (1 - p)`, a series of entrywise powers of the share of rows
/// in which neither moved, itself a Gram matrix (Schur's product theorem).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GerberStatistic {
    /// By the number of rows in which at least one of the two moved.
    #[default]
    Informative,
    /// By the geometric mean of the two assets' own numbers of moves.
    Normalised,
}

/// Gerber's co-movements times the standard deviations (divisor `T`), per period.
///
/// # Errors
///
/// If the threshold is not between 0 and 1, or an asset never passes it.
pub(super) fn gerber(
    returns: &Returns,
    threshold: f64,
    statistic: GerberStatistic,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    if !(threshold > 0.0 && threshold < 1.0) {
        return Err(CovarianceError::Parameter {
            name: "threshold",
            value: threshold,
            expected: "more than 0 and less than 1",
        });
    }
    let (rows, assets) = returns.values().shape();
    let centred = returns.centred();
    let deviations = DVector::from_iterator(
        assets,
        centred.column_iter().map(|c| (c.norm_squared() / rows as f64).sqrt()),
    );
    // +1 for a rise that passes the threshold, -1 for a fall, 0 for neither.
    let moves = DMatrix::from_fn(rows, assets, |t, i| {
        let (value, limit) = (returns.values()[(t, i)], threshold * deviations[i]);
        if value >= limit {
            1.0
        } else if value <= -limit {
            -1.0
        } else {
            0.0
        }
    });
    // Sums of -1, 0 and 1: exact.
    let together = moves.tr_mul(&moves);
    let still = moves.map(|m: f64| 1.0 - m.abs());
    let neither = still.tr_mul(&still);
    if let Some(i) = (0..assets).find(|&i| together[(i, i)] == 0.0) {
        return Err(CovarianceError::VarianceNotPositive {
            name: returns.names()[i].clone(),
            value: 0.0,
        });
    }
    let correlation = DMatrix::from_fn(assets, assets, |i, j| match statistic {
        GerberStatistic::Informative => together[(i, j)] / (rows as f64 - neither[(i, j)]),
        GerberStatistic::Normalised => {
            together[(i, j)] / (together[(i, i)] * together[(j, j)]).sqrt()
        }
    });
    let matrix = rescaled(&correlation, &deviations);
    Ok((matrix, Parameters::Gerber { threshold }))
}
