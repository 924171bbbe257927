//! What a price is of, in which unit, and where it comes from.

use crate::PricesError;
use serde::Serialize;

/// The sign under which an asset is traded: 1 to 32 printed ASCII characters without space, quotation
/// marks or separators of tables.
///
/// ```
/// use neuron_prices::Ticker;
/// assert_eq!(Ticker::new(" BRK-B ")?.as_str(), "BRK-B");
/// assert!(Ticker::new("A B").is_err());
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Ticker(String);

impl Ticker {
    /// A ticker; space around it is taken off.
    ///
    /// # Errors
    /// [`PricesError::Name`].
    pub fn new(text: &str) -> Result<Self, PricesError> {
        let text = text.trim();
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'`,;\\".contains(&byte);
        if (1..=32).contains(&text.len()) && text.bytes().all(plain) {
            return Ok(Self(text.to_owned()));
        }
        Err(PricesError::name(
            "ticker",
            text,
            "1 to 32 printed ASCII characters without space, quotation marks, `,` or `;`",
        ))
    }

    /// The ticker.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Ticker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A currency by its three letters (ISO 4217), or by the sign that exchanges have for its hundredth part:
/// `GBp` is not `GBP`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// A currency.
    ///
    /// # Errors
    /// [`PricesError::Name`].
    pub fn new(text: &str) -> Result<Self, PricesError> {
        if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(Self(text.to_owned()));
        }
        Err(PricesError::name("currency", text, "three letters such as `USD`"))
    }

    /// Its letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A time zone by its name in the IANA data base, such as `America/New_York`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Zone(String);

impl Zone {
    /// A time zone.
    ///
    /// # Errors
    /// [`PricesError::Name`].
    pub fn new(text: &str) -> Result<Self, PricesError> {
        match jiff::tz::TimeZone::get(text) {
            Ok(zone) => Ok(Self(zone.iana_name().unwrap_or(text).to_owned())),
            Err(_) => Err(PricesError::name(
                "time zone",
                text,
                "a name of the IANA data base such as `America/New_York`",
            )),
        }
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The rules of the zone.
    pub(crate) fn rules(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.0).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

/// What a price is corrected for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    /// For splits and dividends: its returns are those of the holder.
    Adjusted,
    /// For splits alone, as Yahoo's `close` is.
    SplitAdjusted,
    /// For nothing: as it was traded.
    Unadjusted,
    /// The source does not say.
    #[default]
    Unstated,
}

/// Where prices come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Who made them available, such as `Stooq`; empty where the prices were made by a program.
    pub source: String,
    /// File, or address without what follows a `?`.
    pub place: String,
    /// Licence, where it is known.
    pub licence: Option<String>,
}

impl Origin {
    /// A source and a place of it.
    #[must_use]
    pub fn new(source: &str, place: &str) -> Self {
        Self { source: source.to_owned(), place: place.to_owned(), licence: None }
    }
}

/// An asset, and what its prices are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asset {
    /// Its ticker.
    pub ticker: Ticker,
    /// What its prices are corrected for.
    pub kind: PriceKind,
    /// The currency of its prices, where it is known.
    pub currency: Option<Currency>,
    /// The time zone in which its days are days, where it is known.
    pub zone: Option<Zone>,
    /// Where its prices come from.
    pub origin: Origin,
}

impl Asset {
    /// An asset of which nothing but the ticker is known.
    ///
    /// # Errors
    /// [`PricesError::Name`] where it is no ticker.
    pub fn new(ticker: &str) -> Result<Self, PricesError> {
        Ok(Self {
            ticker: Ticker::new(ticker)?,
            kind: PriceKind::Unstated,
            currency: None,
            zone: None,
            origin: Origin::default(),
        })
    }
}
