//! Rows of an asset, as they come.

use super::CsvOptions;
use crate::series::check_order;
use crate::{Asset, Origin, Place, PriceKind, PricesError, Ticker};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What has been read of an asset.
pub(super) struct AssetRows<T> {
    pub(super) asset: Asset,
    pub(super) dates: Vec<Date>,
    pub(super) values: Vec<T>,
    pub(super) gaps: Vec<Date>,
    /// The last day and its row.
    last: Option<(Date, u64)>,
}

impl<T> AssetRows<T> {
    pub(super) fn new(asset: Asset) -> Self {
        Self { asset, dates: Vec::new(), values: Vec::new(), gaps: Vec::new(), last: None }
    }

    /// Adds a day: a value, or a gap where there is none.
    pub(super) fn push(
        &mut self,
        place: impl FnOnce() -> Place,
        line: u64,
        day: Date,
        value: Option<T>,
    ) -> Result<(), PricesError> {
        if let Some((before, first)) = self.last.filter(|(before, _)| day <= *before) {
            check_order(place(), self.asset.ticker.as_str(), before, day, first)?;
        }
        self.last = Some((day, line));
        match value {
            Some(value) => {
                self.dates.push(day);
                self.values.push(value);
            }
            None => self.gaps.push(day),
        }
        Ok(())
    }

    /// Refuses an asset without a single value.
    pub(super) fn checked(self, place: &Place) -> Result<Self, PricesError> {
        if self.dates.is_empty() {
            let place = Place { row: None, ..place.clone() };
            let of = format!(" of `{}`", self.asset.ticker);
            return Err(PricesError::Empty { place, of, hint: "remove it from the file" });
        }
        Ok(self)
    }
}

/// Assets in the order in which they come.
pub(super) struct AssetTable<T> {
    pub(super) rows: Vec<AssetRows<T>>,
    numbers: BTreeMap<String, usize>,
}

impl<T> AssetTable<T> {
    pub(super) fn new() -> Self {
        Self { rows: Vec::new(), numbers: BTreeMap::new() }
    }

    /// The asset of this ticker, which may be a new one.
    pub(super) fn of(
        &mut self,
        ticker: &str,
        place: impl FnOnce() -> Place,
        kind: PriceKind,
        options: &CsvOptions,
    ) -> Result<&mut AssetRows<T>, PricesError> {
        let number = match self.numbers.get(ticker) {
            Some(number) => *number,
            None => {
                let asset = asset(ticker, &place(), kind, options)?;
                self.numbers.insert(ticker.to_owned(), self.rows.len());
                self.rows.push(AssetRows::new(asset));
                self.rows.len() - 1
            }
        };
        Ok(&mut self.rows[number])
    }

    /// All assets, of which there has to be one.
    pub(super) fn checked(self, place: &Place) -> Result<Vec<AssetRows<T>>, PricesError> {
        if self.rows.is_empty() {
            let hint = "there are no rows below the header";
            return Err(PricesError::Empty { place: place.clone(), of: String::new(), hint });
        }
        self.rows.into_iter().map(|rows| rows.checked(place)).collect()
    }
}

/// An asset of a file.
pub(super) fn asset(
    ticker: &str,
    place: &Place,
    kind: PriceKind,
    options: &CsvOptions,
) -> Result<Asset, PricesError> {
    let ticker = Ticker::new(ticker)
        .map_err(|error| PricesError::format(place.clone(), error.to_string()))?;
    Ok(Asset {
        ticker,
        kind,
        currency: options.currency.clone(),
        zone: options.zone.clone(),
        origin: Origin {
            source: options.source.clone(),
            place: place.source.to_string(),
            licence: options.licence.clone(),
        },
    })
}
