use crate::Place;
use jiff::civil::Date;
use neuron_data::http::HttpError;

/// What is wrong with a number that ought to be a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceFault {
    /// It is not a number.
    NotANumber,
    /// It is infinite.
    Infinite,
    /// It is zero.
    Zero,
    /// It is below zero, and so much.
    Negative(String),
}

impl PriceFault {
    /// What is wrong with it; `None` for a positive, finite number.
    #[must_use]
    pub fn of(price: f64) -> Option<Self> {
        match price {
            price if price.is_nan() => Some(Self::NotANumber),
            price if price.is_infinite() => Some(Self::Infinite),
            0.0 => Some(Self::Zero),
            price if price < 0.0 => Some(Self::Negative(price.to_string())),
            _ => None,
        }
    }
}

impl std::fmt::Display for PriceFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotANumber => f.write_str("not a number"),
            Self::Infinite => f.write_str("infinite"),
            Self::Zero => f.write_str("zero"),
            Self::Negative(price) => write!(f, "{price}"),
        }
    }
}

/// Why there are no prices, or none that can be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PricesError {
    /// A name that is none.
    #[error("`{found}` is no {what}: expected {expected}")]
    Name {
        /// What it ought to be the name of.
        what: &'static str,
        /// What it is.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A volume that is none.
    #[error("{place}: the volume of `{ticker}` on {day} is {found}: expected zero or more")]
    Volume {
        /// Where.
        place: Place,
        /// Of which asset.
        ticker: String,
        /// Of which day.
        day: Date,
        /// What it is.
        found: f64,
    },
    /// A number that is no price.
    #[error(
        "{place}: the price of `{ticker}` on {day} is {fault}: expected a positive, finite number"
    )]
    Price {
        /// Where.
        place: Place,
        /// Of which asset.
        ticker: String,
        /// Of which day.
        day: Date,
        /// What is wrong.
        fault: PriceFault,
    },
    /// A day that is there twice.
    #[error(
        "{place}: {day} is there twice for `{ticker}`, first in row {first}; remove one of them"
    )]
    DuplicateDay {
        /// Where it is the second time.
        place: Place,
        /// Of which asset.
        ticker: String,
        /// The day.
        day: Date,
        /// Row where it is the first time.
        first: u64,
    },
    /// A day that comes before the one above it.
    #[error(
        "{place}: {day} of `{ticker}` comes after {before}: expected days in rising order; sort the file"
    )]
    Unsorted {
        /// Where.
        place: Place,
        /// Of which asset.
        ticker: String,
        /// The day.
        day: Date,
        /// The day before it in the file.
        before: Date,
    },
    /// Lists that ought to have one entry a day.
    #[error("{place}: `{name}` of `{ticker}` has {found} entries for {expected} days")]
    Lengths {
        /// Where.
        place: Place,
        /// Of which asset.
        ticker: String,
        /// Which list.
        name: String,
        /// Its entries.
        found: usize,
        /// Days.
        expected: usize,
    },
    /// A file or reply without a single price.
    #[error("{place}: there is no price{of}; {hint}")]
    Empty {
        /// Where.
        place: Place,
        /// ` of X`, or nothing.
        of: String,
        /// What to do.
        hint: &'static str,
    },
    /// Two assets of the same name.
    #[error("ticker `{ticker}` is there twice; rename or remove one of them")]
    DuplicateTicker {
        /// The name.
        ticker: String,
    },
    /// A ticker that is asked for and not there.
    #[error("there is no ticker `{ticker}`; there are {there}")]
    UnknownTicker {
        /// What was asked for.
        ticker: String,
        /// What there is.
        there: String,
    },
    /// A day on which one asset has a price and another has none.
    #[error(
        "`{ticker}` has no price on {day}, {though} ({missing} price(s) are missing in all); align by \
         `inner`, which drops such days, or by `ffill<=K`"
    )]
    Missing {
        /// The asset without.
        ticker: String,
        /// The first such day.
        day: Date,
        /// Why there ought to be one.
        though: String,
        /// How many prices are missing, of all assets.
        missing: usize,
    },
    /// A price that is older than may be carried forward.
    #[error(
        "`{ticker}` has no price on {day} and {limit} day(s) before it; raise K of `ffill<=K`, or align \
         by `inner`"
    )]
    TooOld {
        /// The asset.
        ticker: String,
        /// The first day that cannot be filled.
        day: Date,
        /// Most days that a price is carried forward.
        limit: usize,
    },
    /// A day before an asset's first price, which nothing can be carried forward to.
    #[error(
        "`{ticker}` has no price on {day}: its first is of {first}; begin there, or align by `inner`"
    )]
    BeforeFirst {
        /// The asset.
        ticker: String,
        /// The first day of the panel.
        day: Date,
        /// Its first day.
        first: Date,
    },
    /// Fewer days than are needed.
    #[error(
        "there are {found} days with prices of all assets, expected {expected} or more; `{ticker}` has \
         the shortest history: {rows} prices, {first} to {last}"
    )]
    ShortHistory {
        /// Days.
        found: usize,
        /// Days that are needed.
        expected: usize,
        /// The asset with the fewest prices.
        ticker: String,
        /// Its prices.
        rows: usize,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// Fewer assets than are needed.
    #[error("there are {found} assets ({there}), expected {expected} or more")]
    TooFewAssets {
        /// Assets.
        found: usize,
        /// Assets that are needed.
        expected: usize,
        /// Their names.
        there: String,
    },
    /// A return that is too large for a number.
    #[error("the return of `{ticker}` on {day} is not finite: {from} to {to}")]
    Return {
        /// The asset.
        ticker: String,
        /// The day.
        day: Date,
        /// Price before.
        from: f64,
        /// Price of the day.
        to: f64,
    },
    /// There are no prices of the kind that is asked for.
    #[error("`{ticker}` has no {kind} prices: {why}")]
    NoSuchKind {
        /// The asset.
        ticker: String,
        /// The kind.
        kind: &'static str,
        /// Why, and what to do.
        why: String,
    },
    /// A file that cannot be read.
    #[error("cannot read `{file}`: {source}")]
    Read {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Text that is not what a file or reply of its sort is.
    #[error("{place}: {what}")]
    Format {
        /// Where.
        place: Place,
        /// What is wrong, and what was expected.
        what: String,
    },
    /// An option that cannot be.
    #[error("`{name}` is {found}: expected {expected}")]
    Setting {
        /// The option.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// The server asks for fewer requests.
    #[error("{server}: too many requests{}: {what}", after.map(|s| format!(" (it asks to come back in {s} s)")).unwrap_or_default())]
    TooManyRequests {
        /// Address without what follows a `?`.
        server: String,
        /// Seconds that it asks to wait, where it says so.
        after: Option<u64>,
        /// What the server says, and what to do.
        what: String,
    },
    /// The server knows no such symbol or series.
    #[error("{server} knows no `{symbol}`: {what}")]
    UnknownSymbol {
        /// Address without what follows a `?`.
        server: String,
        /// What was asked for.
        symbol: String,
        /// What it says.
        what: String,
    },
    /// The server answers with an error of its own.
    #[error("{server} refuses `{symbol}`: {what}")]
    Refused {
        /// Address without what follows a `?`.
        server: String,
        /// What was asked for.
        symbol: String,
        /// What it says.
        what: String,
    },
    /// No reply.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// A dataset that is not there, or whose manifest is none.
    #[error("{0}")]
    Dataset(String),
}

impl PricesError {
    pub(crate) fn name(what: &'static str, found: &str, expected: &'static str) -> Self {
        let found = found.escape_debug().to_string().chars().take(100).collect();
        Self::Name { what, found, expected }
    }

    pub(crate) fn format(place: Place, what: impl Into<String>) -> Self {
        Self::Format { place, what: what.into() }
    }
}
