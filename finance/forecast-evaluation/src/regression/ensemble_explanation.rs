use super::covariate_ensemble::{has_enough, usable_weights};
use super::harmonic::explain_harmonic_regression;
use super::transform::Transform;
use super::{Contribution, CovariateEnsemble, Explanation, GlobalRegression};
use crate::backtest::{ModelError, Window, learn_weights};
use crate::series::{Series, SeriesSet};
use serde::Serialize;

/// Why one step of one item is forecast as it is by a [`CovariateEnsemble`], in the unit of the series:
/// point = base + Σ contributions.
///
/// Within a member, contributions are Shapley values on the scale that it learns on. Where that is the
/// logarithm, a member's way back from its base to its forecast is shared out in proportion to them: the
/// Aumann–Shapley values of an increasing function of a sum (Aumann and Shapley, *Values of Non-Atomic
/// Games*, 1974). Members count by their weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnsembleExplanation {
    /// The item.
    pub item: String,
    /// The time.
    pub time: String,
    /// What would be forecast if every feature were as in the mean: near the value a season ago.
    pub base: f64,
    /// The groups, as covariates' and holidays' names, `history`, `season` and `trend`.
    pub contributions: Vec<Contribution>,
    /// The forecast, the sum of all of these.
    pub point: f64,
}

impl CovariateEnsemble {
    /// Exact attributions of every step of every item in a window, item after item.
    ///
    /// # Errors
    /// As the [`pipeline`](Self::pipeline).
    pub fn explain(
        &self,
        set: &SeriesSet,
        window: Window,
    ) -> Result<Vec<EnsembleExplanation>, ModelError> {
        let members = self.candidates();
        let learnt = learn_weights(&members, self.earlier, self.rule, set, window)?;
        let steps = window.until - window.origin;
        let known = set.between(window.first, window.origin, window.until);
        let mut global: Vec<Vec<Explanation>> = Vec::new();
        for (_, options) in self.global_members() {
            let model = GlobalRegression::fit(&known, window.origin, steps, options)?;
            global.push(model.explain(&known, window.origin)?);
        }
        let options = self.harmonic_member();
        let long: Vec<Series> = known
            .series()
            .iter()
            .filter(|series| has_enough(series, window.origin, &options))
            .cloned()
            .collect();
        let harmonic = match long.is_empty() {
            true => Vec::new(),
            false => explain_harmonic_regression(
                &known.with_series(long)?,
                window.origin,
                steps,
                &options,
            )?,
        };
        let transform = Transform { log: self.log };
        let mut explanations = Vec::new();
        let mut next = 0;
        for (item, series) in known.series().iter().enumerate() {
            let whole = has_enough(series, window.origin, &options);
            let weights = usable_weights(&learnt.weights, whole);
            for step in window.from - window.origin..steps {
                let mut parts: Vec<&Explanation> =
                    global.iter().map(|model| &model[item * steps + step]).collect();
                if whole {
                    parts.push(&harmonic[next * steps + step]);
                }
                explanations.push(weighed(&parts, &weights, transform));
            }
            next += usize::from(whole);
        }
        Ok(explanations)
    }
}

/// One step from the members' explanations of it.
fn weighed(parts: &[&Explanation], weights: &[f64], transform: Transform) -> EnsembleExplanation {
    let mut whole = EnsembleExplanation {
        item: parts.first().map_or_else(String::new, |part| part.item.clone()),
        time: parts.first().map_or_else(String::new, |part| part.time.clone()),
        base: 0.0,
        contributions: Vec::new(),
        point: 0.0,
    };
    for (part, weight) in parts.iter().zip(weights) {
        let start = part.reference + part.base;
        let (from, to) = (transform.back(start), transform.back(part.total));
        let moved = part.total - start;
        // Where nothing moves, or contributions cancel, the slope is that at the place itself.
        let slope = if moved.abs() > 1e-9 {
            (to - from) / moved
        } else {
            (transform.back(start + 1e-6) - transform.back(start - 1e-6)) / 2e-6
        };
        whole.base += weight * from;
        whole.point += weight * to;
        for one in &part.contributions {
            let value = weight * slope * one.value;
            match whole.contributions.iter_mut().find(|known| known.group == one.group) {
                Some(known) => known.value += value,
                None => {
                    whole.contributions.push(Contribution { group: one.group.clone(), value });
                }
            }
        }
    }
    whole
}
