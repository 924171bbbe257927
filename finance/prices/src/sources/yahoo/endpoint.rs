use super::reply::{NoChart, chart};
use super::session::Session;
use super::{Chart, Interval, Period};
use crate::sources::address::{ask, base, escaped};
use crate::sources::body::{line, text};
use crate::{PricesError, Ticker};
use neuron_data::http::Client;

/// The server that charts come from.
const BASE: &str = "https://query2.finance.yahoo.com";
/// The server that gives a cookie to anyone.
const COOKIE: &str = "https://fc.yahoo.com";

/// Where Yahoo's interface is, and who asks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YahooOptions {
    /// The server of charts and crumbs.
    pub base_url: String,
    /// The address that sets a cookie.
    pub cookie_url: String,
    /// As whom the server sees the client; it refuses those that are not like a browser.
    pub user_agent: String,
}

impl Default for YahooOptions {
    fn default() -> Self {
        Self {
            base_url: BASE.to_owned(),
            cookie_url: COOKIE.to_owned(),
            user_agent: "Mozilla/5.0 (compatible; neuron-prices)".to_owned(),
        }
    }
}

impl YahooOptions {
    /// Another server, which is asked for cookies too: nothing else is contacted.
    #[must_use]
    pub fn of_server(base_url: &str) -> Self {
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self { cookie_url: format!("{base_url}/"), base_url, ..Self::default() }
    }
}

/// Yahoo's chart API.
///
/// ```no_run
/// use neuron_data::fetch::FetchOptions;
/// use neuron_data::http::Client;
/// use neuron_prices::sources::{Interval, Yahoo, YahooOptions};
///
/// let client = Client::new(FetchOptions::default());
/// let mut yahoo = Yahoo::new(&client, YahooOptions::default())?;
/// let chart = yahoo.chart("AAPL", &"5y".parse()?, Interval::Day)?;
/// let series = chart.adjusted_closes()?;
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Debug)]
pub struct Yahoo<'a> {
    client: &'a Client,
    options: YahooOptions,
    session: Option<Session>,
}

impl<'a> Yahoo<'a> {
    /// Yahoo, asked by this client. No request is sent yet.
    ///
    /// # Errors
    /// [`PricesError::Setting`] where an address is none.
    pub fn new(client: &'a Client, options: YahooOptions) -> Result<Self, PricesError> {
        let base_url = base("base_url", &options.base_url)?;
        base("cookie_url", &options.cookie_url)?;
        Ok(Self { client, options: YahooOptions { base_url, ..options }, session: None })
    }

    /// The chart of a symbol such as `AAPL`, `^GSPC` or `EURUSD=X`.
    ///
    /// # Errors
    /// [`PricesError::UnknownSymbol`], [`PricesError::TooManyRequests`],
    /// [`PricesError::Refused`], or what is wrong with the reply.
    pub fn chart(
        &mut self,
        symbol: &str,
        period: &Period,
        interval: Interval,
    ) -> Result<Chart, PricesError> {
        let symbol = Ticker::new(symbol)?;
        let symbol = symbol.as_str();
        let first = self.session.is_none();
        match self.asked(symbol, period, interval) {
            Ok(chart) => Ok(chart),
            Err(NoChart::Error(error)) => Err(error),
            Err(NoChart::Unauthorized(why)) => {
                let options = &self.options;
                let session = Session::begin(
                    self.client,
                    &options.base_url,
                    &options.cookie_url,
                    &options.user_agent,
                )?;
                self.session = Some(session);
                self.asked(symbol, period, interval).map_err(|none| match none {
                    NoChart::Error(error) => error,
                    NoChart::Unauthorized(again) => {
                        // What is refused once will be refused the next time.
                        self.session = None;
                        let before = if first { "without" } else { "with an older" };
                        PricesError::Refused {
                            server: self.options.base_url.clone(),
                            symbol: symbol.to_owned(),
                            what: format!(
                                "{again}, with a new cookie and crumb ({why}, {before} one)"
                            ),
                        }
                    }
                })
            }
        }
    }

    /// One request.
    fn asked(&self, symbol: &str, period: &Period, interval: Interval) -> Result<Chart, NoChart> {
        let escaped_symbol = escaped(symbol);
        let mut address = format!(
            "{}/v8/finance/chart/{escaped_symbol}?symbol={escaped_symbol}&{}&interval={interval}\
             &events=div%7Csplit%7CcapitalGains",
            self.options.base_url,
            period.query()
        );
        let mut headers =
            vec![("user-agent", self.options.user_agent.as_str()), ("accept", "application/json")];
        if let Some(session) = &self.session {
            address += &format!("&crumb={}", escaped(session.crumb()));
            headers.push(("cookie", session.cookie()));
        }
        let reply = ask(self.client, &address, &headers)?;
        if reply.status == 401 {
            return Err(NoChart::Unauthorized("status 401".into()));
        }
        let body = text(&reply, "JSON")?;
        let (server, symbol_text) = (reply.address.clone(), symbol.to_owned());
        match reply.status {
            // Errors come as JSON too.
            _ if body.starts_with('{') => chart(body.as_bytes(), &reply.address, symbol, interval),
            200 => chart(body.as_bytes(), &reply.address, symbol, interval),
            404 => {
                let what = "status 404".to_owned();
                Err(PricesError::UnknownSymbol { server, symbol: symbol_text, what }.into())
            }
            status => {
                let what = format!("status {status}: {}", line(body));
                Err(PricesError::Refused { server, symbol: symbol_text, what }.into())
            }
        }
    }
}
