use super::GlobalRegression;
use crate::EvaluationError;
use crate::series::SeriesSet;
use neuron_random::{Permutation, Stream};
use serde::Serialize;

/// How much worse the forecasts become without a group of features.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Importance {
    /// The group.
    pub group: String,
    /// Mean absolute error (on the learnt scale) with the group's features shuffled among rows,
    /// minus the error without; mean over the repeats.
    pub increase: f64,
    /// The error without shuffling.
    pub error: f64,
}

impl GlobalRegression {
    /// Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019) of each group of
    /// features on the forecasts from every origin in `from..to`, whose actual values have to be
    /// known. Take origins after those fitted to. The most important group comes first.
    ///
    /// # Errors
    /// If there are no rows to judge, or as [`forecast`](Self::forecast).
    pub fn permutation_importance(
        &self,
        set: &SeriesSet,
        from: usize,
        to: usize,
        repeats: usize,
        seed: u64,
    ) -> Result<Vec<Importance>, EvaluationError> {
        let maker = self.maker(set, to.saturating_sub(1))?;
        let names = maker.names(false);
        let (mut rows, mut actual) = (Vec::new(), Vec::new());
        for origin in from..to {
            for t in origin..origin + self.horizon {
                for (item, series) in set.series().iter().enumerate() {
                    let value = maker.value(series, t);
                    if let Some((row, z)) = maker.warm(item, origin, t).zip(value) {
                        rows.push(row.features);
                        actual.push(z - row.reference);
                    }
                }
            }
        }
        let Some(fitted) = self.warm.as_ref().filter(|_| !rows.is_empty()) else {
            let what = "rows with known values to judge by".to_owned();
            return Err(EvaluationError::Shape { what, found: 0, expected: 1 });
        };
        let error_of = |rows: &[Vec<f64>]| {
            let errors = rows.iter().zip(&actual).map(|(row, z)| (z - fitted.point(row)).abs());
            errors.sum::<f64>() / actual.len() as f64
        };
        let error = error_of(&rows);
        let mut groups: Vec<&String> = Vec::new();
        for (_, group) in &names {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let mut importances = Vec::with_capacity(groups.len());
        for (number, group) in groups.into_iter().enumerate() {
            let columns: Vec<usize> =
                (0..names.len()).filter(|&column| names[column].1 == *group).collect();
            let mut increase = 0.0;
            for repeat in 0..repeats.max(1) {
                let place = Stream::new(seed, "permutation-importance").step(number as u32);
                let order = Permutation::new(rows.len(), place.sample(repeat as u64));
                let mut shuffled = rows.clone();
                for (row, source) in shuffled.iter_mut().zip(order.iter()) {
                    columns.iter().for_each(|&column| row[column] = rows[source][column]);
                }
                increase += error_of(&shuffled) - error;
            }
            let increase = increase / repeats.max(1) as f64;
            importances.push(Importance { group: group.clone(), increase, error });
        }
        importances.sort_by(|a, b| b.increase.total_cmp(&a.increase));
        Ok(importances)
    }
}
