//! `diversified-portfolio`: adjusted closes of twenty names of the S&P 500.

use crate::csv::{CsvOptions, parse_prices};
use crate::{AlignOptions, Currency, Panel, PortfolioFile, PriceKind, PricesError, Zone, align};

/// The twenty names with their sectors.
const GROUPS: &str = include_str!("../../portfolios/diversified.toml");

/// The panel of 8,313 days × 20 names, 2 January 1990 to 28 December 2022, from the bytes of the file
/// `sp500_dataset.csv.gz`; `name` is what errors call it.
///
/// # Errors
/// [`PricesError`] with row and column; none is missing, so that any missing one is an error.
pub fn diversified_portfolio(bytes: &[u8], name: &str) -> Result<Panel, PricesError> {
    let options = CsvOptions {
        kind: Some(PriceKind::Adjusted),
        currency: Some(Currency::new("USD")?),
        zone: Some(Zone::new("America/New_York")?),
        source: "skfolio 1.12.2".to_owned(),
        ..CsvOptions::default()
    };
    align(&parse_prices(bytes, name, &options)?, &AlignOptions::default())
}

/// The twenty names and their sectors, as a portfolio's file has them.
///
/// ```
/// let portfolio = neuron_prices::datasets::diversified_groups()?;
/// assert_eq!((portfolio.tickers.len(), portfolio.groups["sector"].len()), (20, 7));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError`]: none, as a test shows.
pub fn diversified_groups() -> Result<PortfolioFile, PricesError> {
    PortfolioFile::parse(GROUPS, "diversified.toml")
}
