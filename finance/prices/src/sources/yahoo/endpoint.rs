use super::reply::{NoChart, chart};
use super::session::Session;
use super::{Chart, Interval, Period};
use crate::sources::address::{ask, base, escaped};
use crate::sources::body::{line, text};
use crate::{PricesError, Ticker};
use neuron_data::http::{Client, Reply};

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
        read(&ask(self.client, &address, &headers)?, symbol, interval)
    }
}

/// The chart that a reply holds. Errors come as JSON too, whatever their status.
fn read(reply: &Reply, symbol: &str, interval: Interval) -> Result<Chart, NoChart> {
    if reply.status == 401 {
        return Err(NoChart::Unauthorized("status 401".into()));
    }
    let body = text(reply, "JSON")?;
    let (server, asked) = (reply.address.clone(), symbol.to_owned());
    let refused = |what: String| PricesError::Refused {
        server: reply.address.clone(),
        symbol: symbol.to_owned(),
        what,
    };
    match reply.status {
        200 => chart(body.as_bytes(), &reply.address, symbol, interval),
        status if body.starts_with('{') => {
            match chart(body.as_bytes(), &reply.address, symbol, interval) {
                // What is no error of the server and no chart says less than the status.
                Ok(_)
                | Err(NoChart::Error(PricesError::Format { .. } | PricesError::Empty { .. })) => {
                    Err(refused(format!("status {status}: {}", line(body))).into())
                }
                none => none,
            }
        }
        404 => {
            let what = "status 404".to_owned();
            Err(PricesError::UnknownSymbol { server, symbol: asked, what }.into())
        }
        status => Err(refused(format!("status {status}: {}", line(body))).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> String {
        let address = "https://a.org/v8/finance/chart/ABC".to_owned();
        let reply = Reply { address, status, headers: Vec::new(), body: body.as_bytes().to_vec() };
        match read(&reply, "ABC", Interval::Day) {
            Ok(_) => "a chart".to_owned(),
            Err(NoChart::Unauthorized(what)) => format!("unauthorized: {what}"),
            Err(NoChart::Error(error)) => error.to_string(),
        }
    }

    /// What the server says in JSON is said on, whatever the status.
    #[test]
    fn errors_with_a_body_keep_their_words() {
        let of = |part: &str, code: &str, text: &str| {
            format!(
                r#"{{"{part}":{{"result":null,"error":{{"code":"{code}","description":"{text}"}}}}}}"#
            )
        };
        let at = "https://a.org/v8/finance/chart/ABC";
        #[rustfmt::skip]
        let cases = [
            (404, of("chart", "Not Found", "No data found, symbol may be delisted"), format!("{at} knows no `ABC`: Not Found: No data found, symbol may be delisted")),
            (400, of("chart", "Bad Request", "Data doesn't exist for startDate = 1"), format!("{at} refuses `ABC`: Bad Request: Data doesn't exist for startDate = 1")),
            (422, of("chart", "Unprocessable Entity", "Invalid input - interval=1x"), format!("{at} refuses `ABC`: Unprocessable Entity: Invalid input - interval=1x")),
            (401, of("finance", "Unauthorized", "Invalid Crumb"), "unauthorized: status 401".into()),
            (403, of("finance", "Forbidden", "Invalid Crumb"), "unauthorized: Forbidden: Invalid Crumb".into()),
            (418, r#"{"message":"no"}"#.into(), format!(r#"{at} refuses `ABC`: status 418: {{"message":"no"}}"#)),
            (404, "gone".into(), format!("{at} knows no `ABC`: status 404")),
            (403, "<html><title>Sorry</title>".into(), format!("`{at}`: the reply is a page for a person (`Sorry`), status 403: expected JSON; the source may refuse programs, or the address is another's")),
            (429, of("finance", "Too Many Requests", "x"), format!("{at}: too many requests: it answers with status 429; wait, and ask for fewer tickers at a time")),
        ];
        for (status, body, expected) in cases {
            assert_eq!(error(status, &body), expected);
        }
    }
}
