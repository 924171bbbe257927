//! `tech-portfolio`: real prices of five shares, in the program itself.

use crate::csv::{CsvOptions, parse_bars};
use crate::{
    AlignOptions, Alignment, Bars, Currency, Panel, PriceKind, PriceSeries, PricesError, Zone,
    align,
};

/// Rows `Ticker,Date,Open,High,Low,Close,Volume,Adj Close`, compressed; see the manifest beside it.
const DATA: &[u8] = include_bytes!("../../../../datasets/finance/tech-portfolio/stocks.csv.gz");

/// The four with a history of years, in the order of the panel.
const PANEL: [&str; 4] = ["AAPL", "GOOG", "IBM", "MSFT"];

/// The bars of AAPL, FB, GOOG, IBM and MSFT as they were traded, with adjusted closes, in this order.
///
/// AAPL, IBM and MSFT begin on 1 March 2000 (3,270 days), GOOG on 19 August 2004 (2,148), FB on 18 May
/// 2012 (196); all end on 1 March 2013.
///
/// # Errors
/// [`PricesError`] where the embedded data is damaged.
pub fn tech_stocks() -> Result<Vec<Bars>, PricesError> {
    let options = CsvOptions {
        kind: Some(PriceKind::Unadjusted),
        currency: Some(Currency::new("USD")?),
        zone: Some(Zone::new("America/New_York")?),
        source: "Quandl WIKI, by bokeh_sampledata 2026.1".to_owned(),
        licence: Some("Public domain".to_owned()),
        ..CsvOptions::default()
    };
    let mut bars = parse_bars(DATA, "tech-portfolio/stocks.csv.gz", &options)?;
    bars.sort_by(|one, other| one.ticker().cmp(other.ticker()));
    Ok(bars)
}

/// The adjusted closes of AAPL, GOOG, IBM and MSFT on their 2,148 common days, 19 August 2004 to
/// 1 March 2013. The 1,122 days on which GOOG was not yet traded are in the panel's report.
///
/// ```
/// let panel = neuron_prices::datasets::tech_portfolio()?;
/// assert_eq!(panel.tickers(), ["AAPL", "GOOG", "IBM", "MSFT"]);
/// assert_eq!((panel.dates().len(), panel.report().dropped.len()), (2148, 1122));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError`] where the embedded data is damaged.
pub fn tech_portfolio() -> Result<Panel, PricesError> {
    let stocks = tech_stocks()?;
    let of = |ticker: &&str| stocks.iter().find(|bars| bars.ticker() == *ticker);
    let series: Vec<PriceSeries> =
        PANEL.iter().filter_map(of).map(Bars::adjusted_closes).collect::<Result<_, _>>()?;
    if series.len() != PANEL.len() {
        return Err(PricesError::Dataset("the embedded `tech-portfolio` is damaged".into()));
    }
    align(&series, &AlignOptions { policy: Alignment::Inner, ..AlignOptions::default() })
}
