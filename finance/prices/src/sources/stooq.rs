//! Stooq: daily bars as a table of text.

use super::address::{ask, base, escaped};
use super::body::{line, text};
use crate::csv::{CsvOptions, parse_bars};
use crate::{Bars, Place, PricesError, Ticker};
use jiff::civil::Date;
use neuron_data::http::{Client, Reply};

/// Where Stooq is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StooqOptions {
    /// The server.
    pub base_url: String,
}

impl Default for StooqOptions {
    fn default() -> Self {
        Self { base_url: "https://stooq.com".to_owned() }
    }
}

/// The daily bars of Stooq. It says nothing of currency, time zone and what prices are corrected for.
///
/// ```no_run
/// use neuron_data::fetch::FetchOptions;
/// use neuron_data::http::Client;
/// use neuron_prices::sources::{Stooq, StooqOptions};
///
/// let client = Client::new(FetchOptions::default());
/// let bars = Stooq::new(&client, &StooqOptions::default())?.bars("aapl.us", None)?;
/// assert_eq!(bars.ticker(), "AAPL.US");
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Debug)]
pub struct Stooq<'a> {
    client: &'a Client,
    base: String,
}

impl<'a> Stooq<'a> {
    /// Stooq, asked by this client.
    ///
    /// # Errors
    /// [`PricesError::Setting`] where the address is none.
    pub fn new(client: &'a Client, options: &StooqOptions) -> Result<Self, PricesError> {
        Ok(Self { client, base: base("base_url", &options.base_url)? })
    }

    /// The bars of a symbol such as `aapl.us`, from the first to the last of two days, or all.
    ///
    /// # Errors
    /// [`PricesError::UnknownSymbol`] where it has no data, [`PricesError::TooManyRequests`], or what
    /// is wrong with the reply.
    pub fn bars(&self, symbol: &str, days: Option<(Date, Date)>) -> Result<Bars, PricesError> {
        let ticker = Ticker::new(&symbol.to_ascii_uppercase())?;
        let mut address =
            format!("{}/q/d/l/?s={}&i=d", self.base, escaped(&symbol.trim().to_ascii_lowercase()));
        if let Some((first, last)) = days {
            let compact = |day: Date| day.strftime("%Y%m%d").to_string();
            address += &format!("&d1={}&d2={}", compact(first), compact(last));
        }
        read(&ask(self.client, &address, &[])?, &ticker)
    }
}

/// The bars that a reply holds.
fn read(reply: &Reply, ticker: &Ticker) -> Result<Bars, PricesError> {
    let text = text(reply, "a table `Date,Open,High,Low,Close,Volume`")?;
    let (server, symbol) = (reply.address.clone(), ticker.to_string());
    if text.is_empty() || text.to_ascii_lowercase().starts_with("no data") {
        let what = format!("`{}`; symbols end in their market, as in `aapl.us`", line(text));
        return Err(PricesError::UnknownSymbol { server, symbol, what });
    }
    if reply.status != 200 {
        let what = format!("status {}: {}", reply.status, line(text));
        return Err(PricesError::Refused { server, symbol, what });
    }
    let options = CsvOptions {
        ticker: Some(symbol),
        source: "Stooq".to_owned(),
        separator: Some(b','),
        ..CsvOptions::default()
    };
    let bars = parse_bars(text.as_bytes(), &reply.address, &options)?;
    let one = bars.into_iter().next();
    one.ok_or_else(|| PricesError::format(Place::of(&server), "the table has no rows"))
}
