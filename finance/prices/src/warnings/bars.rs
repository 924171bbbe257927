use super::{Warning, WarningOptions, of_series};
use crate::Bars;

/// How far a price may be outside of low and high: what rounding does.
const ROUNDING: f64 = 1e-6;

/// How far the ratio of two days' adjustments may be from a split's: a dividend may go with it.
const CONFIRMS: f64 = 0.06;

/// What looks wrong with bars: as [`of_series`] of the closes, where each split is held against the
/// adjusted closes, and bars whose high or low is not one.
#[must_use]
pub fn of_bars(bars: &Bars, options: &WarningOptions) -> Vec<Warning> {
    let mut found = of_series(&bars.closes(), options);
    let adjusted = bars.adjusted_closes().ok();
    for warning in &mut found {
        if let Warning::UnadjustedSplit { day, ratio, confirmed, .. } = warning {
            *confirmed = adjusted.as_ref().and_then(|adjusted| {
                let row = bars.dates().binary_search(day).ok().filter(|row| *row > 0)?;
                let factor = |row: usize| adjusted.prices()[row] / bars.bars()[row].close;
                let change = (factor(row) / factor(row - 1)).ln();
                Some((change - ratio.ln()).abs() <= CONFIRMS)
            });
        }
    }
    let ticker = bars.ticker();
    for (day, bar) in bars.dates().iter().zip(bars.bars()) {
        let outside = bar.prices().into_iter().filter_map(|(column, price)| {
            let excess = (price / bar.high - 1.0).max(1.0 - price / bar.low);
            (excess > ROUNDING).then_some((column, excess))
        });
        found.extend(outside.map(|(column, excess)| Warning::InconsistentBar {
            ticker: ticker.to_owned(),
            day: *day,
            column,
            excess,
        }));
    }
    found.sort_by_key(Warning::day);
    found
}
