use jiff::civil::Date;
use serde::Serialize;

/// A dividend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Dividend {
    /// The first day without it.
    pub day: Date,
    /// What a share gets, in its currency, corrected for later splits.
    pub amount: f64,
}

/// A split of shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Split {
    /// The first day after it.
    pub day: Date,
    /// Shares after it …
    pub numerator: f64,
    /// … for so many before.
    pub denominator: f64,
}
