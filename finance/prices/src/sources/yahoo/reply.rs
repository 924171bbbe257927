//! From a reply to a chart.

use super::events::events;
use super::lists::Lists;
use super::moment::{leave_out_live_bar, unfinished_day};
use super::shape::{ApiError, Envelope, Found, Meta, Quote};
use super::{Chart, Interval};
use crate::series::check_order;
use crate::sources::body::line;
use crate::{Asset, Currency, Origin, Place, PriceKind, PricesError, Ticker, Warning, Zone};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Why a reply holds no chart.
pub(super) enum NoChart {
    /// The server wants a cookie and a crumb, or others.
    Unauthorized(String),
    Error(PricesError),
}

impl From<PricesError> for NoChart {
    fn from(error: PricesError) -> Self {
        Self::Error(error)
    }
}

/// The chart that a reply's body holds; `name` is what errors call the reply.
///
/// ```
/// use neuron_prices::sources::{Interval, yahoo::parse_chart};
/// let reply = r#"{"chart":{"result":[{"meta":{"currency":"USD","symbol":"ABC",
///     "exchangeTimezoneName":"America/New_York"},"timestamp":[1704205800,1704292200],
///     "indicators":{"quote":[{"open":[1,2],"high":[1,2],"low":[1,2],"close":[1,2],"volume":[5,null]}],
///     "adjclose":[{"adjclose":[0.5,null]}]}}],"error":null}}"#;
/// let chart = parse_chart(reply.as_bytes(), "reply", "ABC", Interval::Day)?;
/// let series = chart.adjusted_closes()?;
/// assert_eq!((series.prices(), series.gaps().len()), (&[0.5][..], 1));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
///
/// # Errors
/// [`PricesError`]: an error of the server, no bars, or what is wrong with which list at which entry.
pub fn parse_chart(
    body: &[u8],
    name: &str,
    symbol: &str,
    interval: Interval,
) -> Result<Chart, PricesError> {
    chart(body, name, symbol, interval).map_err(|none| match none {
        NoChart::Error(error) => error,
        NoChart::Unauthorized(what) => {
            PricesError::Refused { server: name.to_owned(), symbol: symbol.to_owned(), what }
        }
    })
}

/// As [`parse_chart`], where a server that wants a crumb is a case of its own.
pub(super) fn chart(
    body: &[u8],
    name: &str,
    symbol: &str,
    interval: Interval,
) -> Result<Chart, NoChart> {
    let format = |what: String| PricesError::format(Place::of(name), what);
    let envelope: Envelope = serde_json::from_slice(body).map_err(|error| {
        let what = if error.is_eof() { "the reply is cut off" } else { "the reply is no chart" };
        format(format!("{what} ({error})"))
    })?;
    let refused = |error: ApiError| refusal(&error, name, symbol);
    if let Some(error) = envelope.finance.and_then(|fault| fault.error) {
        return Err(refused(error));
    }
    let Some(answer) = envelope.chart else {
        return Err(format("the reply has neither `chart` nor `finance`".into()).into());
    };
    if let Some(error) = answer.error {
        return Err(refused(error));
    }
    let Some(found) = answer.result.into_iter().flatten().flatten().next() else {
        return Err(empty(name, symbol).into());
    };
    Ok(read(found, name, symbol, interval)?)
}

/// What an error of the server means.
fn refusal(error: &ApiError, name: &str, symbol: &str) -> NoChart {
    let text = |value: &Option<serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => line(text),
        Some(other) => line(&other.to_string()),
        None => String::new(),
    };
    let (code, description) = (text(&error.code), text(&error.description));
    let what = match (code.as_str(), description.as_str()) {
        ("", description) => description.to_owned(),
        (code, "") => code.to_owned(),
        (code, description) => format!("{code}: {description}"),
    };
    let (server, symbol) = (name.to_owned(), symbol.to_owned());
    let crumb = description.to_lowercase().contains("crumb");
    match code.to_lowercase().as_str() {
        "unauthorized" => NoChart::Unauthorized(what),
        _ if crumb => NoChart::Unauthorized(what),
        "not found" => PricesError::UnknownSymbol { server, symbol, what }.into(),
        "too many requests" => PricesError::TooManyRequests { server, after: None, what }.into(),
        _ => PricesError::Refused { server, symbol, what }.into(),
    }
}

fn empty(name: &str, symbol: &str) -> PricesError {
    let of = format!(" of `{symbol}` in the reply");
    PricesError::Empty { place: Place::of(name), of, hint: "ask for another period or symbol" }
}

/// The chart of a result.
fn read(found: Found, name: &str, symbol: &str, interval: Interval) -> Result<Chart, PricesError> {
    let meta = &found.meta.unwrap_or_default();
    check_meta(meta, name, symbol, interval)?;
    let asset = asset(meta, name, symbol)?;
    let rules = rules(meta, asset.zone.as_ref(), name)?;
    let times = found.timestamp.unwrap_or_default();
    let indicators = found.indicators;
    if times.is_empty() {
        return Err(empty(name, symbol));
    }
    let mut dates = Vec::with_capacity(times.len());
    for (number, time) in times.iter().enumerate() {
        let place = Place::of(name).row(number as u64 + 1).column("timestamp");
        let time = time.ok_or_else(|| PricesError::format(place.clone(), "it is null"))?;
        dates.push(day(time, &rules, &place)?);
    }
    let (quote, adjusted) = indicators.map_or((None, None), |own| (own.quote, own.adjclose));
    let quote = quote.into_iter().flatten().flatten().next().unwrap_or_default();
    let adjusted = adjusted.into_iter().flatten().flatten().next().and_then(|own| own.adjclose);
    let Quote { open, high, low, close, volume } = quote;
    let lists = Lists { name, symbol, dates: &dates };
    let mut warnings = Vec::new();
    let adjusted_close = match adjusted {
        // Which of the days they are of cannot be known: nothing is moved or made up.
        Some(own) if own.len() != dates.len() => {
            let (found, expected) = (own.len(), dates.len());
            let ticker = asset.ticker.to_string();
            warnings.push(Warning::AdjustedCloses { ticker, found, expected });
            None
        }
        Some(own) => Some(lists.prices("adjclose", Some(own))?),
        None => None,
    };
    let mut chart = Chart {
        open: lists.prices("open", open)?,
        high: lists.prices("high", high)?,
        low: lists.prices("low", low)?,
        close: lists.prices("close", close)?,
        volume: lists.volumes(volume)?,
        adjusted_close,
        asset,
        dates: Vec::new(),
        dividends: Vec::new(),
        splits: Vec::new(),
        warnings,
    };
    chart.dates = dates;
    leave_out_live_bar(&mut chart, interval);
    for (row, pair) in chart.dates.windows(2).enumerate() {
        let place = Place::of(name).row(row as u64 + 2).column("timestamp");
        check_order(place, symbol, pair[0], pair[1], row as u64 + 1)?;
    }
    unfinished_day(&mut chart, meta, &rules, name)?;
    (chart.dividends, chart.splits) = events(found.events.unwrap_or_default(), &rules, name)?;
    Ok(chart)
}

/// Refuses a reply of another asset or interval than was asked for.
fn check_meta(
    meta: &Meta,
    name: &str,
    symbol: &str,
    interval: Interval,
) -> Result<(), PricesError> {
    let asked = interval.to_string();
    let wrong = [
        ("symbol", meta.symbol.as_deref(), symbol),
        ("dataGranularity", meta.data_granularity.as_deref(), asked.as_str()),
    ];
    for (key, found, asked) in wrong {
        if let Some(found) = found.filter(|found| !found.eq_ignore_ascii_case(asked)) {
            let what = format!("`{key}` is `{}`, and `{asked}` was asked for", line(found));
            return Err(PricesError::format(Place::of(name), what));
        }
    }
    Ok(())
}

fn asset(meta: &Meta, name: &str, symbol: &str) -> Result<Asset, PricesError> {
    let within = |error: PricesError| PricesError::format(Place::of(name), error.to_string());
    Ok(Asset {
        ticker: Ticker::new(symbol)?,
        kind: PriceKind::SplitAdjusted,
        currency: meta.currency.as_deref().map(Currency::new).transpose().map_err(within)?,
        zone: meta.exchange_timezone_name.as_deref().map(Zone::new).transpose().map_err(within)?,
        origin: Origin::new("Yahoo chart API", name),
    })
}

/// The rules by which a moment is of a day.
fn rules(meta: &Meta, zone: Option<&Zone>, name: &str) -> Result<TimeZone, PricesError> {
    if let Some(zone) = zone {
        return Ok(zone.rules());
    }
    let offset = meta.gmtoffset.and_then(|seconds| Offset::from_seconds(seconds).ok());
    offset.map(TimeZone::fixed).ok_or_else(|| {
        let what =
            "it has neither `exchangeTimezoneName` nor `gmtoffset`, so that moments have no day";
        PricesError::format(Place::of(name), what)
    })
}

/// The day of a moment, in seconds from 1970.
pub(super) fn day(time: i64, rules: &TimeZone, place: &Place) -> Result<Date, PricesError> {
    match Timestamp::from_second(time) {
        Ok(time) => Ok(time.to_zoned(rules.clone()).date()),
        Err(_) => Err(PricesError::format(place.clone(), format!("{time} is no moment"))),
    }
}
