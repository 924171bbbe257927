use jiff::civil::Date;
use serde::Serialize;
use std::fmt;

/// What the assets of a panel have not in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mixed {
    /// Their currencies.
    Currencies,
    /// The time zones of their days.
    TimeZones,
    /// What their prices are corrected for.
    Kinds,
}

/// Something that looks wrong with prices.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// A jump by a ratio of splits, greater than all around it: a split that the prices are not adjusted
    /// for, or a crash.
    UnadjustedSplit {
        /// The asset.
        ticker: String,
        /// The first day after the jump.
        day: Date,
        /// Its log return.
        log_return: f64,
        /// Shares after it for one before: 2 for a split two for one, 0.1 for a merger of ten into one.
        ratio: f64,
        /// By how much the log return is another than the ratio's.
        distance: f64,
        /// Whether the source's own adjusted closes know the split; unknown where there are none.
        confirmed: Option<bool>,
    },
    /// A jump by a ratio of splits, and back again: some days are adjusted for a split that the others are
    /// not adjusted for.
    PhantomSplit {
        /// The asset.
        ticker: String,
        /// The first day after the jump.
        day: Date,
        /// The first day after the jump back.
        back: Date,
        /// The log return of the first jump.
        log_return: f64,
        /// Shares after the jump for one before.
        ratio: f64,
    },
    /// The same price on many days.
    StalePrice {
        /// The asset.
        ticker: String,
        /// The first day with the price.
        day: Date,
        /// The last day with it.
        last: Date,
        /// Days with it.
        days: usize,
        /// The price.
        price: f64,
    },
    /// Days that the source names without a price.
    NullPrices {
        /// The asset.
        ticker: String,
        /// The first.
        first: Date,
        /// The last.
        last: Date,
        /// How many.
        days: usize,
    },
    /// The source gives the day (or week, or month) on which it was asked twice: as a bar, and as the
    /// price of the moment. The second is left out.
    LiveBar {
        /// The asset.
        ticker: String,
        /// The day.
        day: Date,
        /// The close that is kept, where there is one.
        kept: Option<f64>,
        /// The price that is left out, where there is one.
        left_out: Option<f64>,
        /// ln of the second over the first.
        log_return: Option<f64>,
    },
    /// The last day was still traded when the source was asked: its close is the price of the moment.
    UnfinishedDay {
        /// The asset.
        ticker: String,
        /// The day.
        day: Date,
        /// Seconds that were left to the end of the session.
        seconds_left: i64,
    },
    /// The source's adjusted closes are not one a day, so that they are not used.
    AdjustedCloses {
        /// The asset.
        ticker: String,
        /// How many there are.
        found: usize,
        /// How many days there are.
        expected: usize,
    },
    /// A bar whose high is not its greatest price, or whose low is not its least.
    InconsistentBar {
        /// The asset.
        ticker: String,
        /// The day.
        day: Date,
        /// The price outside, such as `open`.
        column: &'static str,
        /// How far it is outside, relative to the bound.
        excess: f64,
    },
    /// The assets of a panel are of different currencies, time zones or kinds.
    Mixture {
        /// Of what.
        mixed: Mixed,
        /// What there is, each with its tickers; `unstated` where an asset does not say.
        parts: Vec<(String, Vec<String>)>,
    },
    /// Two assets with the same prices on all days.
    SamePrices {
        /// The asset.
        ticker: String,
        /// The one before it.
        other: String,
        /// Days.
        days: usize,
    },
}

impl Warning {
    /// The day that it is about, where it is about one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::UnadjustedSplit { day, .. }
            | Self::PhantomSplit { day, .. }
            | Self::StalePrice { day, .. }
            | Self::LiveBar { day, .. }
            | Self::UnfinishedDay { day, .. }
            | Self::InconsistentBar { day, .. } => Some(*day),
            Self::NullPrices { first, .. } => Some(*first),
            Self::AdjustedCloses { .. } | Self::Mixture { .. } | Self::SamePrices { .. } => None,
        }
    }

    /// The ticker that it is about, where it is about one.
    #[must_use]
    pub fn ticker(&self) -> Option<&str> {
        match self {
            Self::UnadjustedSplit { ticker, .. }
            | Self::PhantomSplit { ticker, .. }
            | Self::StalePrice { ticker, .. }
            | Self::NullPrices { ticker, .. }
            | Self::LiveBar { ticker, .. }
            | Self::UnfinishedDay { ticker, .. }
            | Self::AdjustedCloses { ticker, .. }
            | Self::InconsistentBar { ticker, .. }
            | Self::SamePrices { ticker, .. } => Some(ticker),
            Self::Mixture { .. } => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnadjustedSplit { ticker, day, log_return, ratio, confirmed, .. } => {
                let known = match confirmed {
                    Some(true) => "; the adjusted closes know this split: use them",
                    Some(false) => "; the adjusted closes know no split on that day",
                    None => "",
                };
                write!(
                    f,
                    "`{ticker}` jumps by {:+.1} % on {day}, like a split of {}: not repaired{known}",
                    100.0 * log_return.exp_m1(),
                    shares(*ratio)
                )
            }
            Self::PhantomSplit { ticker, day, back, log_return, ratio } => write!(
                f,
                "`{ticker}` jumps by {:+.1} % on {day}, like a split of {}, and back on {back}: not \
                 repaired",
                100.0 * log_return.exp_m1(),
                shares(*ratio)
            ),
            Self::StalePrice { ticker, day, last, days, price } => {
                write!(f, "`{ticker}` has the same price, {price}, on {days} days, {day} to {last}")
            }
            Self::NullPrices { ticker, first, last, days } => write!(
                f,
                "the source names {days} day(s) of `{ticker}` without a price, {first} to {last}"
            ),
            Self::LiveBar { ticker, day, kept, left_out, .. } => {
                let price = |price: &Option<f64>| {
                    price.map_or_else(|| "no price".to_owned(), |price| price.to_string())
                };
                write!(
                    f,
                    "the source gives {day} of `{ticker}` twice: {} is kept, {}, of the moment, is left \
                     out",
                    price(kept),
                    price(left_out)
                )
            }
            Self::UnfinishedDay { ticker, day, seconds_left } => write!(
                f,
                "`{ticker}` was still traded on {day} when the source was asked ({seconds_left} s to \
                 the end): its last price is no close"
            ),
            Self::AdjustedCloses { ticker, found, expected } => write!(
                f,
                "the source gives {found} adjusted closes of `{ticker}` for {expected} days: they are \
                 not used"
            ),
            Self::InconsistentBar { ticker, day, column, excess } => write!(
                f,
                "the {column} of `{ticker}` on {day} is outside of low and high, by {:.3} %",
                100.0 * excess
            ),
            Self::Mixture { mixed, parts } => {
                let what = match mixed {
                    Mixed::Currencies => "currencies",
                    Mixed::TimeZones => "time zones",
                    Mixed::Kinds => "kinds of prices",
                };
                write!(f, "different {what} in one panel:")?;
                for (number, (part, tickers)) in parts.iter().enumerate() {
                    let between = if number == 0 { " " } else { "; " };
                    write!(f, "{between}{part} of {}", tickers.join(", "))?;
                }
                Ok(())
            }
            Self::SamePrices { ticker, other, days } => {
                write!(f, "`{ticker}` has the prices of `{other}` on all {days} days")
            }
        }
    }
}

/// A ratio as it is spoken of: `2 for 1`, `1 for 10`, `3 for 2`.
fn shares(ratio: f64) -> String {
    let (shares, turned) = if ratio >= 1.0 { (ratio, false) } else { (1.0 / ratio, true) };
    let parts = [1.0, 2.0, 3.0, 4.0].into_iter().find_map(|below| {
        let above = (shares * below).round();
        ((shares * below - above).abs() < 1e-9).then_some((above, below))
    });
    match parts {
        Some((above, below)) if turned => format!("{below} for {above}"),
        Some((above, below)) => format!("{above} for {below}"),
        None => format!("{ratio} for 1"),
    }
}
