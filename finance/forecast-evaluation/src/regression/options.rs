use super::Learner;
use crate::calendar::CalendarFeatures;
use serde::Serialize;

/// What a value is compared with before it is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The value a season (or several) earlier. Calendar and covariates enter as their change
    /// since then, lags and averages as theirs over a season.
    SeasonAgo,
    /// The mean of the last season's values. Lags and averages enter relative to it, and so does
    /// the value a season earlier.
    RecentLevel,
}

/// What a [`GlobalRegression`](super::GlobalRegression) learns from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegressionOptions {
    /// Steps in a season.
    pub season: usize,
    /// Learn ln(1 + y) rather than y: effects multiply. Needs values ≥ 0.
    pub log: bool,
    /// What a value is compared with.
    pub reference: Reference,
    /// Values so many steps before the origin (1 is the last one known).
    pub lags: Vec<usize>,
    /// Means of the last so many values.
    pub averages: Vec<usize>,
    /// Holidays, weekdays, months, cycles.
    pub calendar: CalendarFeatures,
    /// Which covariates of the panel are used.
    pub covariates: Vec<String>,
    /// How many steps before the origin the values lie that are taken of covariates known in the past
    /// only (1 is the last one known).
    pub past_lags: Vec<usize>,
    /// Use the metadata.
    pub metadata: bool,
    /// The step ahead as a feature.
    pub step: bool,
    /// The learner.
    pub learner: Learner,
    /// The quantiles to forecast besides the point.
    pub levels: Vec<f64>,
    /// Training rows, at most; earlier origins are thinned out evenly to keep to it.
    pub most_rows: usize,
}

impl RegressionOptions {
    /// A ridge regression on the change since a season ago, with averages over a quarter of a
    /// season and the last values.
    #[must_use]
    pub fn new(season: usize) -> Self {
        Self {
            season,
            log: true,
            reference: Reference::SeasonAgo,
            lags: Vec::new(),
            averages: vec![season.div_ceil(13).max(1), season.div_ceil(4).max(1)],
            calendar: CalendarFeatures::default(),
            covariates: Vec::new(),
            past_lags: vec![1],
            metadata: true,
            step: false,
            learner: Learner::Ridge { penalty: 1e-3 },
            levels: Vec::new(),
            most_rows: 100_000,
        }
    }
}
