/// Why a back-test, an indicator or a statistic could not be had.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BacktestError {
    /// Bars without an asset or without a row.
    #[error("there are no {what}; a back-test needs at least one asset with two bars")]
    Empty {
        /// What there are none of.
        what: &'static str,
    },
    /// Columns that do not have a value for every time.
    #[error(
        "asset `{asset}`: column `{column}` has {found} rows, the times have {expected}; \
             align the assets first"
    )]
    Length {
        /// The asset.
        asset: String,
        /// The column, as "open".
        column: &'static str,
        /// Its rows.
        found: usize,
        /// The rows of the times.
        expected: usize,
    },
    /// Two assets of one name.
    #[error("asset `{asset}` is there twice; give each asset a name of its own")]
    DuplicateAsset {
        /// The name.
        asset: String,
    },
    /// Times that do not rise.
    #[error(
        "row {row}: time {time} does not come after {previous}; \
             sort the rows and drop duplicates"
    )]
    UnsortedTimes {
        /// The row, from 0.
        row: usize,
        /// Its time in UNIX seconds.
        time: i64,
        /// The time of the row before.
        previous: i64,
    },
    /// A price that is missing, or not a number above zero.
    #[error(
        "asset `{asset}`, row {row}: {column} is {value}, expected a finite price above 0; \
             fill or drop the bar before the back-test"
    )]
    Price {
        /// The asset.
        asset: String,
        /// The row, from 0.
        row: usize,
        /// The column, as "open".
        column: &'static str,
        /// What stands there.
        value: f64,
    },
    /// A volume that is missing or negative.
    #[error("asset `{asset}`, row {row}: volume is {value}, expected a finite number, 0 or more")]
    Volume {
        /// The asset.
        asset: String,
        /// The row, from 0.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// A bar whose high lies below its low.
    #[error("asset `{asset}`, row {row}: high {high} is below low {low}; correct the bar")]
    HighBelowLow {
        /// The asset.
        asset: String,
        /// The row, from 0.
        row: usize,
        /// The high.
        high: f64,
        /// The low.
        low: f64,
    },
    /// Volumes are needed and there are none.
    #[error("asset `{asset}` has no volumes, which {what} needs")]
    NoVolume {
        /// The asset.
        asset: String,
        /// What needs them.
        what: &'static str,
    },
    /// An asset that the bars do not hold.
    #[error("there is no asset `{asset}`; the bars hold {known}")]
    UnknownAsset {
        /// The name, or its number where there is no name.
        asset: String,
        /// The assets there are.
        known: String,
    },
    /// A setting outside what it may be.
    #[error("`{name}` is {value}, expected {expected}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What it may be.
        expected: &'static str,
    },
    /// A parameter that a strategy does not have.
    #[error("there is no parameter `{name}`; the strategy has {known}")]
    UnknownParameter {
        /// The name.
        name: String,
        /// The parameters there are.
        known: String,
    },
    /// Fewer rows than something needs.
    #[error(
        "{what} needs at least {needed} bars, there are {found}; take a longer history \
             or a shorter window"
    )]
    TooFewBars {
        /// What needs them.
        what: String,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// A value that is not finite where a number is needed.
    #[error("{what}: value {row} is {value}, expected a finite number")]
    NotFinite {
        /// The series.
        what: String,
        /// The row, from 0.
        row: usize,
        /// What stands there.
        value: f64,
    },
    /// An order that cannot be taken.
    #[error("order for `{asset}` placed at row {row}: {what}")]
    Order {
        /// The row at which it was placed, from 0.
        row: usize,
        /// The asset.
        asset: String,
        /// What is wrong with it, and what was expected.
        what: String,
    },
    /// A strategy that cannot go on.
    #[error("strategy at row {row}: {what}")]
    Strategy {
        /// The row, from 0.
        row: usize,
        /// What went wrong.
        what: String,
    },
    /// A computation under the look-ahead test that failed or changed its shape.
    #[error("look-ahead test, {on}: {what}")]
    Recomputed {
        /// On which data.
        on: String,
        /// What happened.
        what: String,
    },
    /// A statistic that has no value for this data.
    #[error("{what} has no value: {why}")]
    Undefined {
        /// The statistic.
        what: &'static str,
        /// Why.
        why: String,
    },
}

/// Checks that a setting is what it may be.
pub(crate) fn expect_setting(
    holds: bool,
    name: &'static str,
    value: f64,
    expected: &'static str,
) -> Result<(), BacktestError> {
    if holds { Ok(()) } else { Err(BacktestError::Setting { name, value, expected }) }
}

/// Checks that every value of a series is finite.
pub(crate) fn expect_finite(what: &str, values: &[f64]) -> Result<(), BacktestError> {
    match values.iter().position(|v| !v.is_finite()) {
        None => Ok(()),
        Some(row) => {
            Err(BacktestError::NotFinite { what: what.to_owned(), row, value: values[row] })
        }
    }
}

/// Checks that there are as many rows as something needs.
pub(crate) fn expect_rows(what: &str, found: usize, needed: usize) -> Result<(), BacktestError> {
    if found >= needed {
        return Ok(());
    }
    Err(BacktestError::TooFewBars { what: what.to_owned(), needed, found })
}
