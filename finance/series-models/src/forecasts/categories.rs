use neuron_forecast_evaluation::series::{Series, SeriesSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of a column. Row 0 of the embedding is that of a kind that was not learned from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryTable {
    /// The column.
    pub name: String,
    /// The kinds, in order; the first has row 1.
    pub kinds: Vec<String>,
}

impl CategoryTable {
    pub(super) fn of(name: &str, kinds: impl Iterator<Item = String>) -> Self {
        let mut kinds: Vec<String> = kinds.collect();
        kinds.sort();
        kinds.dedup();
        Self { name: name.to_owned(), kinds }
    }

    /// The row of a kind; 0 of one that is not known.
    ///
    /// ```
    /// use neuron_series_models::forecasts::CategoryTable;
    /// let table = CategoryTable { name: "shop".into(), kinds: vec!["north".into(), "south".into()] };
    /// assert_eq!((table.row("south"), table.row("east")), (2, 0));
    /// ```
    #[must_use]
    pub fn row(&self, kind: &str) -> usize {
        self.kinds.binary_search_by(|known| known.as_str().cmp(kind)).map_or(0, |at| at + 1)
    }

    /// Rows of the embedding.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.kinds.len() + 1
    }

    /// Numbers that a kind becomes: about the root of how many there are.
    #[must_use]
    pub fn features(&self) -> usize {
        ((self.rows() as f64).sqrt().ceil() as usize).clamp(2, 12)
    }
}

/// How large the values of items usually are, by their categories: what is taken for the size of an item that has no
/// past. Sizes are geometric means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsualSizes {
    /// Sum of logarithms of sizes, and how many, of each combination of rows, such as `1/3`.
    of: BTreeMap<String, (f64, f64)>,
    /// The same of all items.
    all: (f64, f64),
}

impl UsualSizes {
    pub(super) fn of(set: &SeriesSet, until: usize, categories: &[CategoryTable]) -> Self {
        let mut made = Self::default();
        for series in set.series() {
            let Some(log) = log_size(series, until) else { continue };
            let group = made.of.entry(key(series, categories)).or_default();
            *group = (group.0 + log, group.1 + 1.0);
            made.all = (made.all.0 + log, made.all.1 + 1.0);
        }
        made
    }

    /// The usual size of an item with such categories. With `but`, the logarithm of the item's own size, as if it had
    /// not been there.
    pub(super) fn size(&self, group: &str, but: Option<f64>) -> f64 {
        let mean = |(sum, count): (f64, f64)| match but {
            Some(own) if count > 1.0 => Some((sum - own) / (count - 1.0)),
            None if count > 0.0 => Some(sum / count),
            _ => None,
        };
        let found = self.of.get(group).copied().and_then(mean).or_else(|| mean(self.all));
        found.map_or(1.0, f64::exp)
    }
}

/// The logarithm of the mean size of an item's values before a step, if there is any above 0.
pub(super) fn log_size(series: &Series, until: usize) -> Option<f64> {
    let sizes: Vec<f64> =
        (series.offset..until).filter_map(|step| series.at(step)).map(f64::abs).collect();
    let mean = sizes.iter().sum::<f64>() / sizes.len().max(1) as f64;
    (mean > 0.0).then(|| mean.ln())
}

/// The categories of an item, as a group of items has them.
pub(super) fn key(series: &Series, categories: &[CategoryTable]) -> String {
    let rows = categories
        .iter()
        .zip(&series.metadata)
        .map(|(table, value)| table.row(&super::learned::kind(value)).to_string());
    rows.collect::<Vec<_>>().join("/")
}
