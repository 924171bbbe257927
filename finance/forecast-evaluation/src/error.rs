use crate::series::Frequency;

/// Why a panel, a forecast or a correction of forecasts was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// A row of a table that cannot be used. Rows count from 1 with the header, as an editor does.
    #[error("row {row}, column `{column}`: {what}")]
    Cell {
        /// The row.
        row: u64,
        /// The column's name.
        column: String,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// The table itself is malformed.
    #[error("cannot read the table: {0}")]
    Table(#[from] csv::Error),
    /// A column that is not there.
    #[error("column `{column}` is not in the table; it has {present}")]
    ColumnMissing {
        /// The column asked for.
        column: String,
        /// Those that are there.
        present: String,
    },
    /// Two rows of an item with the same time.
    #[error("rows {first} and {second}: item `{item}` has two values at {time}; keep one")]
    Duplicate {
        /// The item.
        item: String,
        /// The time.
        time: String,
        /// The earlier row.
        first: u64,
        /// The later row.
        second: u64,
    },
    /// A row that is earlier than the row before it.
    #[error(
        "row {row}: item `{item}` goes back from {before} to {time}; sort the rows, or read with `sort`"
    )]
    Unsorted {
        /// The row.
        row: u64,
        /// The item.
        item: String,
        /// The time of the row before.
        before: String,
        /// The time of this row.
        time: String,
    },
    /// Times that are missing between two rows.
    #[error(
        "row {row}: item `{item}` lacks {missing} {frequency} value(s) before {time}; \
         fill them, or choose to take gaps as missing or as zero"
    )]
    Gap {
        /// The row after the gap.
        row: u64,
        /// The item.
        item: String,
        /// How many are missing.
        missing: usize,
        /// The steps that were expected.
        frequency: Frequency,
        /// The time of the row after the gap.
        time: String,
    },
    /// Items of different frequencies, or a time off the grid.
    #[error("row {row}: item `{item}` {what}; use one frequency, or name it")]
    MixedFrequency {
        /// The row.
        row: u64,
        /// The item.
        item: String,
        /// What does not fit.
        what: String,
    },
    /// A negative target where demand was expected.
    #[error(
        "row {row}: item `{item}` has the negative demand {value}; correct it, or allow returns"
    )]
    NegativeDemand {
        /// The row.
        row: u64,
        /// The item.
        item: String,
        /// The value.
        value: f64,
    },
    /// A target that never changes, where that was refused.
    #[error("row {row}: item `{item}` is constant at {value} over {length} values")]
    ConstantSeries {
        /// The item's first row.
        row: u64,
        /// The item.
        item: String,
        /// The value.
        value: f64,
        /// How many values.
        length: usize,
    },
    /// A covariate that must be known over the horizon and is not.
    #[error(
        "item `{item}`: covariate `{covariate}` is said to be known ahead but is missing at {time}; \
         give {horizon} future value(s), or declare it as known in the past only"
    )]
    FutureCovariateMissing {
        /// The item.
        item: String,
        /// The covariate.
        covariate: String,
        /// The first time without a value.
        time: String,
        /// How many were needed.
        horizon: usize,
    },
    /// A category that no training series had.
    #[error("item `{item}`: `{column}` is `{value}`, which training did not see; it saw {known}")]
    UnseenCategory {
        /// The item.
        item: String,
        /// The metadata column.
        column: String,
        /// The category.
        value: String,
        /// The categories of the training series.
        known: String,
    },
    /// A series that is too short for what was asked.
    #[error("item `{item}`: {what} needs {needed} value(s), there are {present}")]
    TooShort {
        /// The item.
        item: String,
        /// What was asked.
        what: &'static str,
        /// How many are needed.
        needed: usize,
        /// How many there are.
        present: usize,
    },
    /// A conformal quantile further out than so few errors reach.
    #[error(
        "the conformal quantile {level} of step {step} needs {needed} past errors, there are {present}; \
         calibrate on more windows or more series, or ask for {}", within(.present)
    )]
    FewErrors {
        /// The quantile's level.
        level: f64,
        /// The step ahead, from 1.
        step: usize,
        /// How many errors are needed.
        needed: usize,
        /// How many there are.
        present: usize,
    },
    /// An option outside its range.
    #[error("{what} is {found}, expected {expected}")]
    Option {
        /// Which one.
        what: &'static str,
        /// Its value.
        found: String,
        /// What is allowed.
        expected: String,
    },
    /// Lengths that have to agree and do not.
    #[error("{what}: found {found}, expected {expected}")]
    Shape {
        /// What was counted.
        what: String,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A number that is not finite.
    #[error("{what} is {value}, expected a finite number")]
    NotFinite {
        /// Where it stands.
        what: String,
        /// The value.
        value: f64,
    },
    /// An item or column that is not there.
    #[error("there is no {kind} `{name}`; there are {known}")]
    Unknown {
        /// "item", "covariate" …
        kind: &'static str,
        /// The name asked for.
        name: String,
        /// The names that are there.
        known: String,
    },
    /// A holiday list that cannot be used.
    #[error("holiday list: {0}")]
    Holidays(String),
    /// A matrix that has no inverse.
    #[error("{what} is singular; {advice}")]
    Singular {
        /// Which one.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// A forecast that changed when only the future changed.
    #[error(
        "the pipeline looks ahead: item `{item}`, step {step}, {what} was {before:e} and became \
         {after:e} when only values from {origin} on were scrambled"
    )]
    LooksAhead {
        /// The item.
        item: String,
        /// The step ahead, from 1.
        step: usize,
        /// "the point" or which quantile.
        what: String,
        /// Its value.
        before: f64,
        /// Its value after scrambling.
        after: f64,
        /// The first scrambled time.
        origin: String,
    },
    /// What the model's closure said.
    #[error("the model failed at the origin {origin}: {source}")]
    Model {
        /// The first time that was to be forecast.
        origin: String,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// The levels that so many errors reach, to three digits inwards.
fn within(errors: &usize) -> String {
    let outermost = (1000.0 / (*errors as f64 + 1.0)).ceil() / 1000.0;
    if outermost > 0.5 {
        return "no quantiles".to_owned();
    }
    format!("quantiles from {outermost} to {}", ((1.0 - outermost) * 1000.0).round() / 1000.0)
}
