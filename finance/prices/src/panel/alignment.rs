use crate::PricesError;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What is done about days on which some assets have a price and others have none.
///
/// ```
/// use neuron_prices::Alignment;
/// assert_eq!("ffill<=3".parse::<Alignment>()?, Alignment::ForwardFill { limit: 3 });
/// assert_eq!(Alignment::Inner.to_string(), "inner");
/// assert!("ffill".parse::<Alignment>().is_err());
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// They are an error.
    #[default]
    Error,
    /// They are dropped.
    Inner,
    /// The last price is carried forward, over so many days of the panel at most; what is older is an
    /// error, and so is a day before an asset's first price.
    ForwardFill {
        /// Most days.
        limit: usize,
    },
}

impl fmt::Display for Alignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error => f.write_str("error"),
            Self::Inner => f.write_str("inner"),
            Self::ForwardFill { limit } => write!(f, "ffill<={limit}"),
        }
    }
}

impl FromStr for Alignment {
    type Err = PricesError;

    fn from_str(text: &str) -> Result<Self, PricesError> {
        let limit = text.strip_prefix("ffill<=").or_else(|| text.strip_prefix("ffill≤"));
        match (text, limit.and_then(|limit| limit.parse().ok())) {
            ("error", _) => Ok(Self::Error),
            ("inner", _) => Ok(Self::Inner),
            (_, Some(limit)) if limit > 0 => Ok(Self::ForwardFill { limit }),
            _ => Err(PricesError::Setting {
                name: "align",
                found: format!("`{}`", text.escape_debug()),
                expected: "`error`, `inner` or `ffill<=K` with K of 1 or more",
            }),
        }
    }
}

impl Serialize for Alignment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How series are brought onto common days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignOptions {
    /// What is done about missing prices.
    pub policy: Alignment,
    /// Days that have to be left.
    pub min_days: usize,
    /// The first day, where not that of the data.
    pub first: Option<Date>,
    /// The last day, where not that of the data.
    pub last: Option<Date>,
}

impl Default for AlignOptions {
    /// [`Alignment::Error`] over all days; two days, from which there is a return.
    fn default() -> Self {
        Self { policy: Alignment::Error, min_days: 2, first: None, last: None }
    }
}

/// A price that is not of its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// The asset.
    pub ticker: String,
    /// The day without a price.
    pub day: Date,
    /// The day whose price stands for it.
    pub from: Date,
}

/// What was done to bring series onto common days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AlignmentReport {
    /// The policy.
    pub policy: Alignment,
    /// Days that any of the series names.
    pub days: usize,
    /// Of these, how many each asset has no price on, in the order of the assets.
    pub missing: Vec<usize>,
    /// Days that were dropped.
    pub dropped: Vec<Date>,
    /// Prices that were carried forward, by day.
    pub filled: Vec<Filled>,
}
