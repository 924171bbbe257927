//! Lists of a reply that have an entry a day.

use super::shape::{Number, Numbers};
use crate::{Place, PriceFault, PricesError};
use jiff::civil::Date;

/// Lists that have an entry a day.
pub(super) struct Lists<'a> {
    pub(super) name: &'a str,
    pub(super) symbol: &'a str,
    pub(super) dates: &'a [Date],
}

impl Lists<'_> {
    fn numbers(&self, column: &str, own: Numbers) -> Result<Vec<Option<f64>>, PricesError> {
        let place = Place::of(self.name);
        let own: Vec<Option<Number>> = own.unwrap_or_default();
        if own.len() != self.dates.len() {
            return Err(PricesError::Lengths {
                place,
                ticker: self.symbol.to_owned(),
                name: column.to_owned(),
                found: own.len(),
                expected: self.dates.len(),
            });
        }
        let number = |(entry, own): (usize, Option<Number>)| match own {
            None => Ok(None),
            Some(own) => own.value().map(Some).ok_or_else(|| {
                let place = place.clone().row(entry as u64 + 1).column(column);
                PricesError::format(place, "it is no number")
            }),
        };
        own.into_iter().enumerate().map(number).collect()
    }

    /// Prices, of which some may be missing.
    pub(super) fn prices(
        &self,
        column: &str,
        own: Numbers,
    ) -> Result<Vec<Option<f64>>, PricesError> {
        let prices = self.numbers(column, own)?;
        for (entry, price) in prices.iter().enumerate() {
            if let Some(fault) = price.and_then(PriceFault::of) {
                return Err(PricesError::Price {
                    place: Place::of(self.name).row(entry as u64 + 1).column(column),
                    ticker: self.symbol.to_owned(),
                    day: self.dates[entry],
                    fault,
                });
            }
        }
        Ok(prices)
    }

    /// Volumes, of which some may be missing.
    pub(super) fn volumes(&self, own: Numbers) -> Result<Vec<Option<f64>>, PricesError> {
        let volumes = self.numbers("volume", own)?;
        for (entry, volume) in volumes.iter().enumerate() {
            if let Some(found) = volume.filter(|volume| !(volume.is_finite() && *volume >= 0.0)) {
                return Err(PricesError::Volume {
                    place: Place::of(self.name).row(entry as u64 + 1).column("volume"),
                    ticker: self.symbol.to_owned(),
                    day: self.dates[entry],
                    found,
                });
            }
        }
        Ok(volumes)
    }
}
