//! Dividends and splits.

use super::reply::day;
use super::shape::Events;
use crate::sources::body::line;
use crate::{Place, PricesError};
use jiff::civil::Date;
use jiff::tz::TimeZone;
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

/// Dividends and splits, by day.
pub(super) fn events(
    events: Events,
    rules: &TimeZone,
    name: &str,
) -> Result<(Vec<Dividend>, Vec<Split>), PricesError> {
    let wrong = |list: &str, key: &str| {
        let key = line(key);
        PricesError::format(Place::of(name).column(list), format!("entry `{key}` cannot be read"))
    };
    let positive = |number: Option<f64>| number.filter(|own| own.is_finite() && *own > 0.0);
    let at = |list: &str, key: &str, date: Option<i64>| {
        let time = date.or_else(|| key.parse().ok()).ok_or_else(|| wrong(list, key))?;
        day(time, rules, &Place::of(name).column(list))
    };
    let mut dividends = Vec::new();
    for (key, entry) in events.dividends.unwrap_or_default() {
        let amount = positive(entry.amount.and_then(|own| own.value()));
        let amount = amount.ok_or_else(|| wrong("dividends", &key))?;
        dividends.push(Dividend { day: at("dividends", &key, entry.date)?, amount });
    }
    let mut splits = Vec::new();
    for (key, entry) in events.splits.unwrap_or_default() {
        let parts = entry.numerator.zip(entry.denominator);
        let parts = parts.and_then(|(above, below)| above.value().zip(below.value()));
        let ratio = || {
            let (above, below) = entry.split_ratio.as_deref()?.split_once([':', '/'])?;
            above.trim().parse().ok().zip(below.trim().parse().ok())
        };
        let (above, below) = parts.or_else(ratio).ok_or_else(|| wrong("splits", &key))?;
        let parts = positive(Some(above)).zip(positive(Some(below)));
        let (numerator, denominator) = parts.ok_or_else(|| wrong("splits", &key))?;
        splits.push(Split { day: at("splits", &key, entry.date)?, numerator, denominator });
    }
    dividends.sort_by_key(|own| own.day);
    splits.sort_by_key(|own| own.day);
    Ok((dividends, splits))
}
