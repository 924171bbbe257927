use super::Ridge;
use crate::EvaluationError;
use crate::boosting::{BoostedTrees, BoostingOptions, Loss};
use serde::Serialize;

/// What maps features to values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Learner {
    /// Ridge regression with this penalty; its quantiles come from the training errors.
    Ridge {
        /// See [`Ridge::fit`].
        penalty: f64,
    },
    /// Boosted trees; the points by the loss of the options, each quantile by trees of its own.
    Boosting(BoostingOptions),
}

/// A fitted learner with its quantiles.
#[derive(Clone, Debug)]
pub(super) enum Fitted {
    Ridge { point: Ridge, offsets: Vec<(f64, f64)> },
    Trees { point: BoostedTrees, quantiles: Vec<(f64, BoostedTrees)> },
}

impl Learner {
    pub(super) fn fit(
        &self,
        rows: &[Vec<f64>],
        actual: &[f64],
        levels: &[f64],
    ) -> Result<Fitted, EvaluationError> {
        for &level in levels {
            crate::forecast::check_level(level)?;
        }
        match self {
            Self::Ridge { penalty } => {
                let point = Ridge::fit(rows, actual, *penalty)?;
                let mut errors: Vec<f64> =
                    rows.iter().zip(actual).map(|(row, y)| y - point.predict(row)).collect();
                errors.sort_by(f64::total_cmp);
                let at = |level: f64| {
                    let rank = (level * errors.len() as f64).ceil().max(1.0) as usize;
                    (level, errors[rank.min(errors.len()) - 1])
                };
                let offsets = levels.iter().map(|&level| at(level)).collect();
                Ok(Fitted::Ridge { point, offsets })
            }
            Self::Boosting(options) => {
                let quantile = |&level: &f64| {
                    let options =
                        BoostingOptions { loss: Loss::Quantile(level), ..options.clone() };
                    BoostedTrees::fit(rows, actual, &options).map(|trees| (level, trees))
                };
                Ok(Fitted::Trees {
                    point: BoostedTrees::fit(rows, actual, options)?,
                    quantiles: levels.iter().map(quantile).collect::<Result<_, _>>()?,
                })
            }
        }
    }
}

impl Fitted {
    pub(super) fn point(&self, row: &[f64]) -> f64 {
        match self {
            Self::Ridge { point, .. } => point.predict(row),
            Self::Trees { point, .. } => point.predict(row),
        }
    }

    pub(super) fn quantiles(&self, row: &[f64]) -> Vec<(f64, f64)> {
        match self {
            Self::Ridge { point, offsets } => {
                let centre = point.predict(row);
                offsets.iter().map(|(level, offset)| (*level, centre + offset)).collect()
            }
            Self::Trees { quantiles, .. } => {
                quantiles.iter().map(|(level, trees)| (*level, trees.predict(row))).collect()
            }
        }
    }

    /// The mean prediction, and what each feature adds.
    pub(super) fn explain(&self, row: &[f64]) -> (f64, Vec<f64>) {
        match self {
            Self::Ridge { point, .. } => (point.base(), point.contributions(row)),
            Self::Trees { point, .. } => {
                let why = point.explain(row);
                (why.base, why.contributions)
            }
        }
    }
}
