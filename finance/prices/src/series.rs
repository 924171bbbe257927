use crate::{Asset, Place, PriceFault, PricesError};
use jiff::civil::Date;
use serde::Serialize;

/// Prices of one asset on its own days.
///
/// Days rise strictly; each price is positive and finite. Days that the source names without a price
/// are *gaps*: [`align`](fn@crate::align) counts them as missing prices.
///
/// ```
/// use jiff::civil::date;
/// use neuron_prices::{Asset, PriceSeries};
///
/// let days = vec![date(2024, 1, 2), date(2024, 1, 3)];
/// let series = PriceSeries::new(Asset::new("ABC")?, days.clone(), vec![10.0, 10.5])?;
/// assert_eq!(series.price(date(2024, 1, 3)), Some(10.5));
///
/// let error = PriceSeries::new(Asset::new("ABC")?, days, vec![10.0, f64::NAN]).unwrap_err();
/// assert!(error.to_string().contains("row 2: the price of `ABC` on 2024-01-03 is not a number"));
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceSeries {
    asset: Asset,
    dates: Vec<Date>,
    prices: Vec<f64>,
    gaps: Vec<Date>,
}

impl PriceSeries {
    /// A series of a price a day.
    ///
    /// # Errors
    /// [`PricesError::Lengths`], [`PricesError::Empty`], [`PricesError::Price`],
    /// [`PricesError::DuplicateDay`] or [`PricesError::Unsorted`], with the number of the entry.
    pub fn new(asset: Asset, dates: Vec<Date>, prices: Vec<f64>) -> Result<Self, PricesError> {
        let place = Place::of(&asset.origin.place);
        let ticker = asset.ticker.as_str();
        if dates.len() != prices.len() {
            return Err(PricesError::Lengths {
                place,
                ticker: ticker.into(),
                name: "prices".into(),
                found: prices.len(),
                expected: dates.len(),
            });
        }
        check_days(&place, ticker, &dates)?;
        for (row, (day, price)) in dates.iter().zip(&prices).enumerate() {
            if let Some(fault) = PriceFault::of(*price) {
                let place = place.clone().row(row as u64 + 1);
                return Err(PricesError::Price { place, ticker: ticker.into(), day: *day, fault });
            }
        }
        Ok(Self { asset, dates, prices, gaps: Vec::new() })
    }

    /// A series of what has been checked already.
    pub(crate) fn of_checked(asset: Asset, dates: Vec<Date>, prices: Vec<f64>) -> Self {
        debug_assert!(dates.len() == prices.len() && !dates.is_empty());
        Self { asset, dates, prices, gaps: Vec::new() }
    }

    /// With days that the source names without a price; those that have one are left out.
    #[must_use]
    pub fn with_gaps(mut self, gaps: impl IntoIterator<Item = Date>) -> Self {
        let without = |day: &Date| self.dates.binary_search(day).is_err();
        let mut gaps: Vec<Date> = gaps.into_iter().filter(without).collect();
        gaps.sort_unstable();
        gaps.dedup();
        self.gaps = gaps;
        self
    }

    /// The asset.
    #[must_use]
    pub fn asset(&self) -> &Asset {
        &self.asset
    }

    /// Its ticker.
    #[must_use]
    pub fn ticker(&self) -> &str {
        self.asset.ticker.as_str()
    }

    /// Days with a price, rising.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// A price a day, in the asset's currency.
    #[must_use]
    pub fn prices(&self) -> &[f64] {
        &self.prices
    }

    /// Days that the source names without a price, rising.
    #[must_use]
    pub fn gaps(&self) -> &[Date] {
        &self.gaps
    }

    /// The price of a day, where there is one.
    #[must_use]
    pub fn price(&self, day: Date) -> Option<f64> {
        self.dates.binary_search(&day).ok().map(|row| self.prices[row])
    }

    /// The part from the first to the last of two days, both included.
    ///
    /// # Errors
    /// [`PricesError::Empty`] where it has no price.
    pub fn between(&self, first: Date, last: Date) -> Result<Self, PricesError> {
        let start = self.dates.partition_point(|day| *day < first);
        let end = self.dates.partition_point(|day| *day <= last).max(start);
        if start == end {
            return Err(PricesError::Empty {
                place: Place::of(&self.asset.origin.place),
                of: format!(" of `{}` from {first} to {last}", self.ticker()),
                hint: "choose other days",
            });
        }
        let inside = |day: &&Date| (first..=last).contains(*day);
        Ok(Self {
            asset: self.asset.clone(),
            dates: self.dates[start..end].to_vec(),
            prices: self.prices[start..end].to_vec(),
            gaps: self.gaps.iter().filter(inside).copied().collect(),
        })
    }
}

/// Refuses lists of days that are empty or do not rise strictly.
pub(crate) fn check_days(place: &Place, ticker: &str, dates: &[Date]) -> Result<(), PricesError> {
    if dates.is_empty() {
        let of = format!(" of `{ticker}`");
        let hint = "choose another period or file";
        return Err(PricesError::Empty { place: place.clone(), of, hint });
    }
    for (row, pair) in dates.windows(2).enumerate() {
        let (before, day) = (pair[0], pair[1]);
        check_order(place.clone().row(row as u64 + 2), ticker, before, day, row as u64 + 1)?;
    }
    Ok(())
}

/// Refuses a day that is not after the one before it, which is in row `first`.
pub(crate) fn check_order(
    place: Place,
    ticker: &str,
    before: Date,
    day: Date,
    first: u64,
) -> Result<(), PricesError> {
    let ticker = ticker.to_owned();
    match day.cmp(&before) {
        std::cmp::Ordering::Greater => Ok(()),
        std::cmp::Ordering::Equal => Err(PricesError::DuplicateDay { place, ticker, day, first }),
        std::cmp::Ordering::Less => Err(PricesError::Unsorted { place, ticker, day, before }),
    }
}
