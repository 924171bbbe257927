use crate::series::check_order;
use crate::{Asset, Origin, Place, PriceFault, PriceKind, PriceSeries, PricesError, Ticker};
use jiff::civil::Date;
use serde::Serialize;

/// Values of a series that need not be prices: rates are negative at times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observations {
    /// The name of the series, such as `DGS10`.
    pub series: String,
    /// Days with a value, rising.
    pub dates: Vec<Date>,
    /// A finite value a day, in the unit of the series.
    pub values: Vec<f64>,
    /// Days that the source names without a value.
    pub missing: Vec<Date>,
    /// Where they come from.
    pub origin: Origin,
}

impl Observations {
    /// No value yet.
    pub(super) fn new(series: &str, place: &str) -> Self {
        Self {
            series: series.to_owned(),
            dates: Vec::new(),
            values: Vec::new(),
            missing: Vec::new(),
            origin: Origin::new("FRED", place),
        }
    }

    /// Adds a day after all others.
    pub(super) fn push(&mut self, at: Place, day: Date, text: &str) -> Result<(), PricesError> {
        let last = self.dates.last().max(self.missing.last());
        if let Some(last) = last {
            let before = at.row.unwrap_or(1).saturating_sub(1);
            check_order(at.clone(), &self.series, *last, day, before)?;
        }
        // A point is how FRED writes that there is no value; newer tables leave the cell empty.
        if text.is_empty() || text == "." {
            self.missing.push(day);
            return Ok(());
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => {
                self.dates.push(day);
                self.values.push(value);
                Ok(())
            }
            _ => {
                let shown: String = text.chars().take(60).collect();
                let what =
                    format!("`{}` is no value: expected a number or `.`", shown.escape_debug());
                Err(PricesError::format(at, what))
            }
        }
    }

    /// Refuses a series without a value.
    pub(super) fn checked(self) -> Result<Self, PricesError> {
        if self.dates.is_empty() {
            let of = format!(" of `{}`", self.series);
            let hint = "ask for other days";
            return Err(PricesError::Empty { place: Place::of(&self.origin.place), of, hint });
        }
        Ok(self)
    }

    /// The values as prices, as of an index or an exchange rate; days without one are gaps.
    ///
    /// # Errors
    /// [`PricesError::Price`] where a value is none.
    pub fn prices(&self) -> Result<PriceSeries, PricesError> {
        let asset = Asset {
            ticker: Ticker::new(&self.series)?,
            kind: PriceKind::Unstated,
            currency: None,
            zone: None,
            origin: self.origin.clone(),
        };
        let wrong = self.values.iter().position(|value| PriceFault::of(*value).is_some());
        if let Some(row) = wrong
            && let Some(fault) = PriceFault::of(self.values[row])
        {
            let place = Place::of(&self.origin.place).row(row as u64 + 1);
            let (ticker, day) = (self.series.clone(), self.dates[row]);
            return Err(PricesError::Price { place, ticker, day, fault });
        }
        let series = PriceSeries::new(asset, self.dates.clone(), self.values.clone())?;
        Ok(series.with_gaps(self.missing.iter().copied()))
    }
}
