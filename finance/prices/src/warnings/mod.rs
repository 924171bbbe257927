//! What looks wrong with prices that are prices: each is named with its day, ticker and size, and nothing
//! is repaired.
//!
//! A repair would be a guess, and a wrong guess invents a split. Who uses the prices decides.
//!
//! ```
//! use neuron_prices::warnings::{Warning, WarningOptions, of_series};
//! use neuron_prices::datasets;
//!
//! // The prices of Apple's share as they were traded: it was split on 21 June 2000 and on 28 February 2005.
//! let bars = datasets::tech_stocks()?;
//! let found = of_series(&bars[0].closes(), &WarningOptions::default());
//! assert!(matches!(&found[0], Warning::UnadjustedSplit { ticker, day, ratio: 2.0, .. }
//!     if ticker == "AAPL" && day.to_string() == "2000-06-21"));
//! # Ok::<(), neuron_prices::PricesError>(())
//! ```

mod bars;
mod mixture;
mod options;
mod split;
mod stale;
mod warning;

pub use bars::of_bars;
pub use options::WarningOptions;
pub use warning::{Mixed, Warning};

use crate::{Panel, PriceSeries, PricesError};

/// What looks wrong with a series: splits, phantom splits, stale prices and gaps, by day.
#[must_use]
pub fn of_series(series: &PriceSeries, options: &WarningOptions) -> Vec<Warning> {
    let mut found = split::find(series, options);
    found.extend(stale::find(series, options));
    if let (Some(first), Some(last)) = (series.gaps().first(), series.gaps().last()) {
        found.push(Warning::NullPrices {
            ticker: series.ticker().to_owned(),
            first: *first,
            last: *last,
            days: series.gaps().len(),
        });
    }
    found.sort_by_key(Warning::day);
    found
}

/// What looks wrong with a panel: what its assets have not in common, and each asset's own. Prices that
/// were carried forward are not looked at.
///
/// # Errors
/// [`PricesError`]: none that a panel which has been made can have.
pub fn of_panel(panel: &Panel, options: &WarningOptions) -> Result<Vec<Warning>, PricesError> {
    let mut found = mixture::find(panel);
    for ticker in panel.tickers() {
        // Its gaps are in the panel's report already.
        let series = panel.series(ticker)?.with_gaps([]);
        found.extend(of_series(&series, options));
    }
    Ok(found)
}
