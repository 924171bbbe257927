//! `sp500-index`: bars of the S&P 500.

use crate::csv::{CsvOptions, DayFormat, parse_bars};
use crate::{Bars, Currency, Place, PriceKind, PricesError, Zone};

/// The bars of the S&P 500, 4 January 1999 to 31 December 2018 (5,031 days), from the bytes of the file
/// `sp500.csv.gz`; `name` is what errors call it.
///
/// # Errors
/// [`PricesError`] with row and column.
pub fn sp500_index(bytes: &[u8], name: &str) -> Result<Bars, PricesError> {
    let options = CsvOptions {
        ticker: Some("^GSPC".to_owned()),
        days: DayFormat::MonthDayYear,
        kind: Some(PriceKind::SplitAdjusted),
        currency: Some(Currency::new("USD")?),
        zone: Some(Zone::new("America/New_York")?),
        source: "arch 8.0.0".to_owned(),
        ..CsvOptions::default()
    };
    let bars = parse_bars(bytes, name, &options)?.into_iter().next();
    bars.ok_or_else(|| PricesError::format(Place::of(name), "the table has no rows"))
}
