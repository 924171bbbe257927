use neuron_forecast_evaluation::series::LongTable;
use serde::{Deserialize, Serialize};

/// Which column of a long table is what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The item's name.
    pub item: String,
    /// The time of a row, such as `2024-05-31`.
    pub time: String,
    /// What is forecast.
    pub target: String,
    /// Covariates whose future is known: prices, promotions.
    pub known: Vec<String>,
    /// Covariates of the past alone: weather, visits.
    pub past: Vec<String>,
    /// What kind of item it is; one value for all rows of an item.
    pub categories: Vec<String>,
    /// Quantities that an item has once for all times, such as the size of a shop.
    pub quantities: Vec<String>,
    /// Whether the target may be below zero.
    pub negative: bool,
    /// Whether a time without a row is a missing value, and not a mistake.
    pub gaps: bool,
}

impl Default for Columns {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            item: text("item"),
            time: text("date"),
            target: text("value"),
            known: Vec::new(),
            past: Vec::new(),
            categories: Vec::new(),
            quantities: Vec::new(),
            negative: false,
            gaps: false,
        }
    }
}

impl Columns {
    /// How such a table is read. Categories come before quantities.
    #[must_use]
    pub fn table(&self) -> LongTable {
        let mut table = LongTable::new(&self.item, &self.time, &self.target);
        for name in &self.known {
            table = table.known(name);
        }
        for name in &self.past {
            table = table.past_only(name);
        }
        for name in self.categories.iter().chain(&self.quantities) {
            table = table.metadata(name);
        }
        table.allow_negative = self.negative;
        if self.gaps {
            table.gaps = neuron_forecast_evaluation::series::GapPolicy::Missing;
        }
        table
    }
}
