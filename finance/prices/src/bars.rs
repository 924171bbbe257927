use crate::series::check_days;
use crate::{Asset, Place, PriceFault, PriceKind, PriceSeries, PricesError};
use jiff::civil::Date;
use serde::Serialize;

/// A day of trading.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// First price of the day.
    pub open: f64,
    /// Greatest price.
    pub high: f64,
    /// Least price.
    pub low: f64,
    /// Last price.
    pub close: f64,
    /// Shares or contracts that changed hands; zero where the source has no volumes at all.
    pub volume: f64,
}

impl Bar {
    /// Its four prices, each with its name.
    #[must_use]
    pub fn prices(&self) -> [(&'static str, f64); 4] {
        [("open", self.open), ("high", self.high), ("low", self.low), ("close", self.close)]
    }
}

/// Open, high, low, close and volume of one asset, a bar a day, with the adjusted close where the source
/// has one.
///
/// The kind of the asset is that of the four prices. Days rise strictly, prices are positive and
/// finite, volumes not below zero. Whether the high is the greatest is not asked here:
/// [`warnings::of_bars`](crate::warnings::of_bars) says where it is not.
///
/// ```
/// use jiff::civil::date;
/// use neuron_prices::{Asset, Bar, Bars};
///
/// let bar = Bar { open: 10.0, high: 12.0, low: 9.0, close: 11.0, volume: 5e6 };
/// let bars = Bars::new(Asset::new("ABC")?, vec![date(2024, 1, 2)], vec![bar], Some(vec![5.5]))?;
/// assert_eq!(bars.closes().prices(), [11.0]);
/// assert_eq!(bars.adjusted_closes()?.prices(), [5.5]);
/// assert_eq!(bars.adjusted()?.bars()[0].open, 5.0);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bars {
    asset: Asset,
    dates: Vec<Date>,
    bars: Vec<Bar>,
    adjusted_closes: Option<Vec<f64>>,
    gaps: Vec<Date>,
}

impl Bars {
    /// A bar a day, and an adjusted close a day where there are any.
    ///
    /// # Errors
    /// As [`PriceSeries::new`], with the column; [`PricesError::Volume`].
    pub fn new(
        asset: Asset,
        dates: Vec<Date>,
        bars: Vec<Bar>,
        adjusted_closes: Option<Vec<f64>>,
    ) -> Result<Self, PricesError> {
        let place = Place::of(&asset.origin.place);
        let ticker = asset.ticker.as_str();
        let adjusted = adjusted_closes.as_ref().map_or(dates.len(), Vec::len);
        for (name, found) in [("bars", bars.len()), ("adjusted close", adjusted)] {
            if found != dates.len() {
                let (ticker, name, expected) = (ticker.into(), name.into(), dates.len());
                return Err(PricesError::Lengths { place, ticker, name, found, expected });
            }
        }
        check_days(&place, ticker, &dates)?;
        for (row, (day, bar)) in dates.iter().zip(&bars).enumerate() {
            let adjusted = adjusted_closes.as_ref().map(|prices| ("adjusted close", prices[row]));
            for (column, price) in bar.prices().into_iter().chain(adjusted) {
                if let Some(fault) = PriceFault::of(price) {
                    let place = place.clone().row(row as u64 + 1).column(column);
                    return Err(PricesError::Price {
                        place,
                        ticker: ticker.into(),
                        day: *day,
                        fault,
                    });
                }
            }
            if !(bar.volume.is_finite() && bar.volume >= 0.0) {
                let place = place.clone().row(row as u64 + 1).column("volume");
                let (ticker, found) = (ticker.into(), bar.volume);
                return Err(PricesError::Volume { place, ticker, day: *day, found });
            }
        }
        Ok(Self { asset, dates, bars, adjusted_closes, gaps: Vec::new() })
    }

    /// With days that the source names without a whole bar; those that have one are left out.
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

    /// Days with a bar, rising.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// A bar a day.
    #[must_use]
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// Days that the source names without a whole bar, rising.
    #[must_use]
    pub fn gaps(&self) -> &[Date] {
        &self.gaps
    }

    /// The closes, of the kind that the asset states.
    #[must_use]
    pub fn closes(&self) -> PriceSeries {
        let closes = self.bars.iter().map(|bar| bar.close).collect();
        self.series(self.asset.kind, closes)
    }

    /// The closes that are adjusted for splits and dividends.
    ///
    /// # Errors
    /// [`PricesError::NoSuchKind`] where the source has none.
    pub fn adjusted_closes(&self) -> Result<PriceSeries, PricesError> {
        Ok(self.series(PriceKind::Adjusted, self.adjusted_prices()?.to_vec()))
    }

    /// All prices, adjusted as the closes are: each day's by the ratio of its adjusted close to its close.
    /// Volumes stay as they are.
    ///
    /// # Errors
    /// [`PricesError::NoSuchKind`] where the source has no adjusted closes; [`PricesError::Price`]
    /// where a price becomes too small or too large for a number.
    pub fn adjusted(&self) -> Result<Self, PricesError> {
        let adjusted = self.adjusted_prices()?;
        let scaled = self.bars.iter().zip(adjusted).map(|(bar, adjusted)| {
            let scale = |price: f64| price * (adjusted / bar.close);
            Bar {
                open: scale(bar.open),
                high: scale(bar.high),
                low: scale(bar.low),
                close: *adjusted,
                volume: bar.volume,
            }
        });
        let asset = Asset { kind: PriceKind::Adjusted, ..self.asset.clone() };
        let bars = Self::new(asset, self.dates.clone(), scaled.collect(), Some(adjusted.to_vec()))?;
        Ok(bars.with_gaps(self.gaps.iter().copied()))
    }

    /// The part from the first to the last of two days, both included.
    ///
    /// # Errors
    /// [`PricesError::Empty`] where it has no bar.
    pub fn between(&self, first: Date, last: Date) -> Result<Self, PricesError> {
        let kept = self.closes().between(first, last)?;
        let start = self.dates.partition_point(|day| *day < first);
        let rows = start..start + kept.dates().len();
        let adjusted = self.adjusted_closes.as_ref().map(|prices| prices[rows.clone()].to_vec());
        Ok(Self {
            asset: self.asset.clone(),
            dates: kept.dates().to_vec(),
            bars: self.bars[rows].to_vec(),
            adjusted_closes: adjusted,
            gaps: kept.gaps().to_vec(),
        })
    }

    /// The bars of these days, such as those of a panel.
    ///
    /// # Errors
    /// [`PricesError::Missing`] with the first day that has none.
    pub fn on(&self, days: &[Date]) -> Result<Self, PricesError> {
        let rows: Result<Vec<usize>, Date> =
            days.iter().map(|day| self.dates.binary_search(day).map_err(|_| *day)).collect();
        let rows = rows.map_err(|day| PricesError::Missing {
            ticker: self.ticker().to_owned(),
            day,
            though: "which is asked for".to_owned(),
            missing: days.iter().filter(|day| self.dates.binary_search(day).is_err()).count(),
        })?;
        let adjusted = self.adjusted_closes.as_ref();
        let adjusted = adjusted.map(|prices| rows.iter().map(|row| prices[*row]).collect());
        let bars = rows.iter().map(|row| self.bars[*row]).collect();
        Self::new(self.asset.clone(), days.to_vec(), bars, adjusted)
    }

    fn adjusted_prices(&self) -> Result<&[f64], PricesError> {
        self.adjusted_closes.as_deref().ok_or_else(|| PricesError::NoSuchKind {
            ticker: self.ticker().into(),
            kind: "adjusted",
            why: "the source gives no adjusted close a day; take its closes, or another source"
                .into(),
        })
    }

    fn series(&self, kind: PriceKind, prices: Vec<f64>) -> PriceSeries {
        let asset = Asset { kind, ..self.asset.clone() };
        PriceSeries::of_checked(asset, self.dates.clone(), prices)
            .with_gaps(self.gaps.iter().copied())
    }
}
