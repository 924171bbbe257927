use super::GlobalRegression;
use crate::series::SeriesSet;
use crate::{EvaluationError, Forecast};
use serde::Serialize;

/// How a covariate's future is changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// It becomes this.
    Set(f64),
    /// This is added.
    Add(f64),
    /// It is multiplied by this.
    Multiply(f64),
}

/// A change of a covariate over some steps of the horizon.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The item, or all of them.
    pub item: Option<String>,
    /// The covariate, known ahead.
    pub covariate: String,
    /// The first step that is changed, from 1.
    pub from_step: usize,
    /// The last step that is changed.
    pub to_step: usize,
    /// How.
    pub edit: Edit,
}

/// Forecasts of one item with and without changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIf {
    /// The item.
    pub item: String,
    /// As things are.
    pub baseline: Forecast,
    /// As they would be.
    pub changed: Forecast,
    /// Changed minus baseline points.
    pub difference: Vec<f64>,
}

impl GlobalRegression {
    /// Forecasts with and without changes of what is known ahead. The model has learnt what went
    /// along with what, not what causes what.
    ///
    /// # Errors
    /// If an item or covariate does not exist, the covariate is not used or not known ahead, steps
    /// lie outside the horizon, or as [`forecast`](Self::forecast).
    pub fn what_if(
        &self,
        set: &SeriesSet,
        origin: usize,
        changes: &[Change],
    ) -> Result<Vec<WhatIf>, EvaluationError> {
        for change in changes {
            if !self.options.covariates.contains(&change.covariate) {
                return Err(not_changeable(&change.covariate));
            }
        }
        let baseline = self.forecast(set, origin)?;
        let changed = self.forecast(&with_changes(set, origin, self.horizon, changes)?, origin)?;
        let pairs = set.series().iter().zip(baseline).zip(changed);
        Ok(pairs
            .map(|((series, baseline), changed)| WhatIf {
                item: series.item.clone(),
                difference: changed.point.iter().zip(&baseline.point).map(|(a, b)| a - b).collect(),
                baseline,
                changed,
            })
            .collect())
    }
}

/// The panel with changes of what is known ahead, over `horizon` steps from `origin` on.
///
/// # Errors
/// If an item or covariate does not exist, the covariate is not known ahead, or steps lie outside the
/// horizon.
pub fn with_changes(
    set: &SeriesSet,
    origin: usize,
    horizon: usize,
    changes: &[Change],
) -> Result<SeriesSet, EvaluationError> {
    let mut series = set.series().to_vec();
    for change in changes {
        let at = set.covariate(&change.covariate)?;
        if !set.covariates()[at].known_ahead {
            return Err(not_changeable(&change.covariate));
        }
        if change.from_step == 0 || change.to_step < change.from_step || change.to_step > horizon {
            return Err(EvaluationError::Option {
                what: "the range of steps to change",
                found: format!("{} to {}", change.from_step, change.to_step),
                expected: format!("a range within 1 to {horizon}"),
            });
        }
        let only = change.item.as_deref().map(|name| set.item(name)).transpose()?;
        for (item, one) in series.iter_mut().enumerate() {
            if only.is_some_and(|only| only != item) {
                continue;
            }
            for step in change.from_step..=change.to_step {
                let index = (origin + step - 1).checked_sub(one.offset);
                let row = &mut one.covariates[at];
                if let Some(value) = index.and_then(|index| row.get_mut(index)) {
                    *value = match change.edit {
                        Edit::Set(new) => Some(new),
                        Edit::Add(more) => value.map(|old| old + more),
                        Edit::Multiply(by) => value.map(|old| old * by),
                    };
                }
            }
        }
    }
    set.with_series(series)
}

fn not_changeable(covariate: &str) -> EvaluationError {
    EvaluationError::Option {
        what: "the covariate to change",
        found: format!("`{covariate}`"),
        expected: "one that is known ahead and used by the model".to_owned(),
    }
}
