//! Prices that do not change.

use super::{Warning, WarningOptions};
use crate::PriceSeries;

/// Runs of the same price.
pub(super) fn find(series: &PriceSeries, options: &WarningOptions) -> Vec<Warning> {
    let (dates, prices) = (series.dates(), series.prices());
    let mut found = Vec::new();
    let mut start = 0;
    for end in 1..=prices.len() {
        if end < prices.len() && prices[end].to_bits() == prices[start].to_bits() {
            continue;
        }
        if end - start >= options.stale_days {
            found.push(Warning::StalePrice {
                ticker: series.ticker().to_owned(),
                day: dates[start],
                last: dates[end - 1],
                days: end - start,
                price: prices[start],
            });
        }
        start = end;
    }
    found
}
