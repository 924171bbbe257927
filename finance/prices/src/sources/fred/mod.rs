//! FRED, the data base of the Federal Reserve Bank of St. Louis: rates, indices and other series.

mod observations;
mod reply;

pub use observations::Observations;
pub use reply::{parse_graph, parse_observations};

use super::address::{ask, base, escaped};
use super::body::{line, text};
use crate::PricesError;
use jiff::civil::Date;
use neuron_data::http::{Client, Reply};

/// Where FRED is, and by which key its interface is used.
#[derive(Clone, PartialEq, Eq)]
pub struct FredOptions {
    /// The server of its tables, which needs no key.
    pub graph_url: String,
    /// The server of its interface.
    pub api_url: String,
    /// The key of the interface; where there is none, the tables are read.
    pub api_key: Option<String>,
}

impl Default for FredOptions {
    fn default() -> Self {
        Self {
            graph_url: "https://fred.stlouisfed.org".to_owned(),
            api_url: "https://api.stlouisfed.org".to_owned(),
            api_key: None,
        }
    }
}

/// The key is not shown.
impl std::fmt::Debug for FredOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FredOptions")
            .field("graph_url", &self.graph_url)
            .field("api_url", &self.api_url)
            .field("api_key", &self.api_key.as_ref().map(|_| "…"))
            .finish()
    }
}

/// Series of FRED.
///
/// ```no_run
/// use neuron_data::fetch::FetchOptions;
/// use neuron_data::http::Client;
/// use neuron_prices::sources::{Fred, FredOptions};
///
/// let client = Client::new(FetchOptions::default());
/// let rates = Fred::new(&client, FredOptions::default())?.observations("DGS10", None)?;
/// assert_eq!(rates.dates.len(), rates.values.len());
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Debug)]
pub struct Fred<'a> {
    client: &'a Client,
    options: FredOptions,
}

impl<'a> Fred<'a> {
    /// FRED, asked by this client.
    ///
    /// # Errors
    /// [`PricesError::Setting`] where an address is none, or the key no key.
    pub fn new(client: &'a Client, options: FredOptions) -> Result<Self, PricesError> {
        let key = |key: &String| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
        if options.api_key.as_ref().is_some_and(|own| !key(own)) {
            return Err(PricesError::Setting {
                name: "api_key",
                found: "not a key".into(),
                expected: "letters and digits",
            });
        }
        let graph_url = base("graph_url", &options.graph_url)?;
        let api_url = base("api_url", &options.api_url)?;
        Ok(Self { client, options: FredOptions { graph_url, api_url, ..options } })
    }

    /// A series such as `DGS10`, from the first to the last of two days, or all of it.
    ///
    /// # Errors
    /// [`PricesError::UnknownSymbol`], [`PricesError::TooManyRequests`], or what is wrong with the
    /// reply.
    pub fn observations(
        &self,
        series: &str,
        days: Option<(Date, Date)>,
    ) -> Result<Observations, PricesError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if !(1..=60).contains(&series.len()) || !series.bytes().all(plain) {
            let expected = "letters, digits and `_`, as in `DGS10`";
            return Err(PricesError::name("series of FRED", series, expected));
        }
        let series = series.to_ascii_uppercase();
        let between = |from: &str, to: &str| {
            days.map(|(first, last)| format!("&{from}={first}&{to}={last}")).unwrap_or_default()
        };
        match &self.options.api_key {
            None => {
                let days = between("cosd", "coed");
                let address =
                    format!("{}/graph/fredgraph.csv?id={series}{days}", self.options.graph_url);
                let reply = ask(self.client, &address, &[])?;
                if reply.status == 404 {
                    return Err(unknown(&reply, &series));
                }
                let body = text(&reply, "a table of text")?;
                refuse(&reply, &series, body)?;
                parse_graph(body.as_bytes(), &reply.address, &series)
            }
            Some(key) => {
                let days = between("observation_start", "observation_end");
                let address = format!(
                    "{}/fred/series/observations?series_id={series}&api_key={}&file_type=json{days}",
                    self.options.api_url,
                    escaped(key)
                );
                let reply = ask(self.client, &address, &[])?;
                if reply.status == 404 {
                    return Err(unknown(&reply, &series));
                }
                let body = text(&reply, "JSON")?;
                if !body.starts_with('{') {
                    refuse(&reply, &series, body)?;
                }
                parse_observations(body.as_bytes(), &reply.address, &series)
            }
        }
    }
}

fn unknown(reply: &Reply, series: &str) -> PricesError {
    PricesError::UnknownSymbol {
        server: reply.address.clone(),
        symbol: series.to_owned(),
        what: "status 404".to_owned(),
    }
}

fn refuse(reply: &Reply, series: &str, body: &str) -> Result<(), PricesError> {
    if reply.status == 200 {
        return Ok(());
    }
    Err(PricesError::Refused {
        server: reply.address.clone(),
        symbol: series.to_owned(),
        what: format!("status {}: {}", reply.status, line(body)),
    })
}
