use super::{Dividend, Split};
use crate::{Asset, Bar, Bars, PriceKind, PriceSeries, PricesError, Warning};
use jiff::civil::Date;
use serde::Serialize;

/// What Yahoo says of an asset, as it says it.
///
/// Each list has an entry a day; an entry without a price is a missing one. Prices are positive and
/// finite, days rise strictly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// The asset, of which the prices are corrected for splits.
    pub asset: Asset,
    /// Days, rising.
    pub dates: Vec<Date>,
    /// First prices.
    pub open: Vec<Option<f64>>,
    /// Greatest prices.
    pub high: Vec<Option<f64>>,
    /// Least prices.
    pub low: Vec<Option<f64>>,
    /// Last prices.
    pub close: Vec<Option<f64>>,
    /// Shares that changed hands.
    pub volume: Vec<Option<f64>>,
    /// Closes that are corrected for dividends too; none where they are not one a day.
    pub adjusted_close: Option<Vec<Option<f64>>>,
    /// Dividends, by day.
    pub dividends: Vec<Dividend>,
    /// Splits, by day.
    pub splits: Vec<Split>,
    /// What looks wrong with the reply.
    pub warnings: Vec<Warning>,
}

impl Chart {
    /// The closes that are corrected for splits and dividends. A day without one is a gap.
    ///
    /// # Errors
    /// [`PricesError::NoSuchKind`] where the reply has none, or not one a day;
    /// [`PricesError::Empty`] where all are missing.
    pub fn adjusted_closes(&self) -> Result<PriceSeries, PricesError> {
        let ticker = self.asset.ticker.to_string();
        let none = || PricesError::NoSuchKind {
            ticker,
            kind: "adjusted",
            why: "the reply has not one adjusted close a day; ask for another period, or take the \
                  closes"
                .into(),
        };
        self.series(PriceKind::Adjusted, self.adjusted_close.as_deref().ok_or_else(none)?)
    }

    /// The closes that are corrected for splits alone. A day without one is a gap.
    ///
    /// # Errors
    /// [`PricesError::Empty`] where all are missing.
    pub fn closes(&self) -> Result<PriceSeries, PricesError> {
        self.series(PriceKind::SplitAdjusted, &self.close)
    }

    /// The bars. A day on which any part of one is missing is a gap.
    ///
    /// # Errors
    /// [`PricesError::Empty`] where there is no whole bar.
    pub fn bars(&self) -> Result<Bars, PricesError> {
        let (mut dates, mut bars, mut adjusted, mut gaps) = (vec![], vec![], vec![], vec![]);
        for (row, day) in self.dates.iter().enumerate() {
            let after = self.adjusted_close.as_ref().map_or(self.close[row], |own| own[row]);
            let own = (self.open[row], self.high[row], self.low[row], self.close[row]);
            match (own, self.volume[row], after) {
                ((Some(open), Some(high), Some(low), Some(close)), Some(volume), Some(after)) => {
                    dates.push(*day);
                    bars.push(Bar { open, high, low, close, volume });
                    adjusted.push(after);
                }
                _ => gaps.push(*day),
            }
        }
        let adjusted = self.adjusted_close.as_ref().map(|_| adjusted);
        Ok(Bars::new(self.asset.clone(), dates, bars, adjusted)?.with_gaps(gaps))
    }

    fn series(&self, kind: PriceKind, prices: &[Option<f64>]) -> Result<PriceSeries, PricesError> {
        let (mut dates, mut found, mut gaps) = (vec![], vec![], vec![]);
        for (day, price) in self.dates.iter().zip(prices) {
            match price {
                Some(price) => {
                    dates.push(*day);
                    found.push(*price);
                }
                None => gaps.push(*day),
            }
        }
        let asset = Asset { kind, ..self.asset.clone() };
        Ok(PriceSeries::new(asset, dates, found)?.with_gaps(gaps))
    }
}
