use super::GlobalRegression;
use crate::EvaluationError;
use crate::series::SeriesSet;
use serde::Serialize;

/// What a group of features adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// The group, as a covariate's or holiday's name, `history` or `season`.
    pub group: String,
    /// What it adds, on the scale that was learnt (of ln(1 + y) with `log`, so 0.1 is about 10 %).
    pub value: f64,
}

/// Why one step of one item is forecast as it is:
/// learnt value = reference + base + Σ contributions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The item.
    pub item: String,
    /// The time.
    pub time: String,
    /// What the forecast is relative to; zero for an item without a history.
    pub reference: f64,
    /// The learner's mean.
    pub base: f64,
    /// The groups, in the order of their features.
    pub contributions: Vec<Contribution>,
    /// The learnt value: the sum of all of these.
    pub total: f64,
}

impl GlobalRegression {
    /// Exact attributions of every step of every item: Shapley values of the trees, or the terms
    /// of the linear model, summed by group.
    ///
    /// # Errors
    /// As [`forecast`](Self::forecast).
    pub fn explain(
        &self,
        set: &SeriesSet,
        origin: usize,
    ) -> Result<Vec<Explanation>, EvaluationError> {
        let maker = self.maker(set, origin)?;
        let mut explanations = Vec::new();
        for (item, series) in set.series().iter().enumerate() {
            let (fitted, rows) = self.rows(&maker, series, item, origin);
            let names = maker.names(std::ptr::eq(fitted, &self.cold));
            for (step, row) in rows.iter().enumerate() {
                let (base, values) = fitted.explain(&row.features);
                let groups = names.iter().map(|(_, group)| group.as_str());
                let contributions = by_group(groups, &values);
                let total = row.reference + base + values.iter().sum::<f64>();
                explanations.push(Explanation {
                    item: series.item.clone(),
                    time: set.time_text(origin + step),
                    reference: row.reference,
                    base,
                    contributions,
                    total,
                });
            }
        }
        Ok(explanations)
    }
}

/// Sums up values by group, the groups in the order in which they come first.
pub(super) fn by_group<'a>(
    groups: impl Iterator<Item = &'a str>,
    values: &[f64],
) -> Vec<Contribution> {
    let mut contributions: Vec<Contribution> = Vec::new();
    for (group, value) in groups.zip(values) {
        match contributions.iter_mut().find(|known| known.group == group) {
            Some(known) => known.value += value,
            None => contributions.push(Contribution { group: group.to_owned(), value: *value }),
        }
    }
    contributions
}
