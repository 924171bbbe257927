//! The reply as it is written. Anything may be absent or `null`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// All of a reply.
#[derive(Deserialize)]
pub(super) struct Envelope {
    pub(super) chart: Option<Answer>,
    /// Where errors of the server itself stand.
    pub(super) finance: Option<Fault>,
}

#[derive(Deserialize)]
pub(super) struct Answer {
    pub(super) result: Option<Vec<Option<Found>>>,
    pub(super) error: Option<ApiError>,
}

#[derive(Deserialize)]
pub(super) struct Fault {
    pub(super) error: Option<ApiError>,
}

#[derive(Deserialize)]
pub(super) struct ApiError {
    pub(super) code: Option<serde_json::Value>,
    pub(super) description: Option<serde_json::Value>,
}

#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) meta: Option<Meta>,
    pub(super) timestamp: Option<Vec<Option<i64>>>,
    pub(super) events: Option<Events>,
    pub(super) indicators: Option<Indicators>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Meta {
    pub(super) currency: Option<String>,
    pub(super) symbol: Option<String>,
    pub(super) exchange_timezone_name: Option<String>,
    pub(super) gmtoffset: Option<i32>,
    pub(super) data_granularity: Option<String>,
    pub(super) regular_market_time: Option<i64>,
    pub(super) current_trading_period: Option<Sessions>,
}

#[derive(Deserialize)]
pub(super) struct Sessions {
    pub(super) regular: Option<Session>,
}

#[derive(Deserialize)]
pub(super) struct Session {
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Events {
    pub(super) dividends: Option<BTreeMap<String, DividendEntry>>,
    pub(super) splits: Option<BTreeMap<String, SplitEntry>>,
}

#[derive(Deserialize)]
pub(super) struct DividendEntry {
    pub(super) date: Option<i64>,
    pub(super) amount: Option<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SplitEntry {
    pub(super) date: Option<i64>,
    pub(super) numerator: Option<Number>,
    pub(super) denominator: Option<Number>,
    pub(super) split_ratio: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Indicators {
    pub(super) quote: Option<Vec<Option<Quote>>>,
    pub(super) adjclose: Option<Vec<Option<AdjustedCloses>>>,
}

/// Numbers, some of which may be missing.
pub(super) type Numbers = Option<Vec<Option<Number>>>;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Quote {
    pub(super) open: Numbers,
    pub(super) high: Numbers,
    pub(super) low: Numbers,
    pub(super) close: Numbers,
    pub(super) volume: Numbers,
}

#[derive(Deserialize)]
pub(super) struct AdjustedCloses {
    pub(super) adjclose: Numbers,
}

/// A number, which some replies hold as text.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Number(f64),
    Text(String),
}

impl Number {
    pub(super) fn value(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }
}
