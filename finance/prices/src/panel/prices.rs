use super::{AlignmentReport, ReturnKind, Returns};
use crate::series::check_days;
use crate::{Asset, Place, PriceFault, PriceSeries, PricesError};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// Prices of many assets on common days, without a missing one.
///
/// Values are of the shape `[days, assets]`, row by row.
///
/// ```
/// use jiff::civil::date;
/// use neuron_prices::{Asset, Panel};
///
/// let assets = vec![Asset::new("ONE")?, Asset::new("TWO")?];
/// let days = vec![date(2024, 1, 2), date(2024, 1, 3)];
/// let panel = Panel::new(assets, days, vec![1.0, 10.0, 2.0, 11.0])?;
/// assert_eq!(panel.row(1), [2.0, 11.0]);
/// assert_eq!(panel.column(0), [1.0, 2.0]);
/// assert_eq!(panel.select(&["TWO"])?.values(), [10.0, 11.0]);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    assets: Vec<Asset>,
    dates: Vec<Date>,
    values: Vec<f64>,
    report: AlignmentReport,
}

impl Panel {
    /// A panel of prices `[days, assets]`, row by row.
    ///
    /// # Errors
    /// [`PricesError`] with the row (from 1), day and ticker of what is no price; days that do not
    /// rise strictly; tickers that are there twice; a number of values that is not days × assets.
    pub fn new(
        assets: Vec<Asset>,
        dates: Vec<Date>,
        values: Vec<f64>,
    ) -> Result<Self, PricesError> {
        let place = Place::default();
        let Some(first) = assets.first() else {
            return Err(PricesError::TooFewAssets { found: 0, expected: 1, there: "none".into() });
        };
        let mut names = BTreeSet::new();
        if let Some(twice) = assets.iter().find(|asset| !names.insert(&asset.ticker)) {
            return Err(PricesError::DuplicateTicker { ticker: twice.ticker.to_string() });
        }
        check_days(&place, first.ticker.as_str(), &dates)?;
        if values.len() != dates.len() * assets.len() {
            return Err(PricesError::Lengths {
                place,
                ticker: first.ticker.to_string(),
                name: format!("prices of the panel of {} assets", assets.len()),
                found: values.len(),
                expected: dates.len(),
            });
        }
        for (number, price) in values.iter().enumerate() {
            if let Some(fault) = PriceFault::of(*price) {
                let (row, column) = (number / assets.len(), number % assets.len());
                let ticker = assets[column].ticker.to_string();
                let place = place.row(row as u64 + 1);
                return Err(PricesError::Price { place, ticker, day: dates[row], fault });
            }
        }
        let report = AlignmentReport {
            days: dates.len(),
            missing: vec![0; assets.len()],
            ..AlignmentReport::default()
        };
        Ok(Self { assets, dates, values, report })
    }

    pub(super) fn with_report(mut self, report: AlignmentReport) -> Self {
        self.report = report;
        self
    }

    /// The assets, in the order of the columns.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The tickers, in the order of the columns.
    #[must_use]
    pub fn tickers(&self) -> Vec<&str> {
        self.assets.iter().map(|asset| asset.ticker.as_str()).collect()
    }

    /// The days, rising.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The prices `[days, assets]`, row by row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// What was done to bring the assets onto common days.
    #[must_use]
    pub fn report(&self) -> &AlignmentReport {
        &self.report
    }

    /// The prices of a day by its number `[assets]`.
    ///
    /// # Panics
    /// Where there is no such day, as a slice does.
    #[must_use]
    pub fn row(&self, day: usize) -> &[f64] {
        &self.values[day * self.assets.len()..][..self.assets.len()]
    }

    /// The prices of an asset by its number `[days]`.
    ///
    /// # Panics
    /// Where there is no such asset, as a slice does.
    #[must_use]
    pub fn column(&self, asset: usize) -> Vec<f64> {
        assert!(asset < self.assets.len(), "asset {asset} of {}", self.assets.len());
        self.values.iter().skip(asset).step_by(self.assets.len()).copied().collect()
    }

    /// The number of an asset.
    ///
    /// # Errors
    /// [`PricesError::UnknownTicker`].
    pub fn position(&self, ticker: &str) -> Result<usize, PricesError> {
        let found = self.assets.iter().position(|asset| asset.ticker.as_str() == ticker);
        found.ok_or_else(|| PricesError::UnknownTicker {
            ticker: ticker.escape_debug().to_string(),
            there: self.tickers().join(", "),
        })
    }

    /// An asset's own series, without the prices that were carried forward: those days are its gaps.
    ///
    /// # Errors
    /// [`PricesError::UnknownTicker`].
    pub fn series(&self, ticker: &str) -> Result<PriceSeries, PricesError> {
        let column = self.position(ticker)?;
        let filled: BTreeSet<Date> = self
            .report
            .filled
            .iter()
            .filter(|filled| filled.ticker == ticker)
            .map(|filled| filled.day)
            .collect();
        let (dates, prices) = self
            .dates
            .iter()
            .zip(self.column(column))
            .filter(|(day, _)| !filled.contains(day))
            .unzip();
        Ok(PriceSeries::new(self.assets[column].clone(), dates, prices)?.with_gaps(filled))
    }

    /// Some of the assets, in the order in which they are named. Days that the others cost stay dropped.
    ///
    /// # Errors
    /// [`PricesError::UnknownTicker`], [`PricesError::DuplicateTicker`], or
    /// [`PricesError::TooFewAssets`] where none is named.
    pub fn select(&self, tickers: &[&str]) -> Result<Self, PricesError> {
        let columns: Vec<usize> =
            tickers.iter().map(|ticker| self.position(ticker)).collect::<Result<_, _>>()?;
        let assets = columns.iter().map(|column| self.assets[*column].clone()).collect();
        let rows = self.values.chunks_exact(self.assets.len());
        let values = rows.flat_map(|row| columns.iter().map(|column| row[*column])).collect();
        let report = AlignmentReport {
            missing: columns.iter().map(|column| self.report.missing[*column]).collect(),
            filled: self
                .report
                .filled
                .iter()
                .filter(|filled| tickers.contains(&filled.ticker.as_str()))
                .cloned()
                .collect(),
            ..self.report.clone()
        };
        Ok(Self::new(assets, self.dates.clone(), values)?.with_report(report))
    }

    /// The days from the first to the last of two, both included. The report stays that of the whole.
    ///
    /// # Errors
    /// [`PricesError::Empty`] where there is none.
    pub fn between(&self, first: Date, last: Date) -> Result<Self, PricesError> {
        let start = self.dates.partition_point(|day| *day < first);
        let end = self.dates.partition_point(|day| *day <= last).max(start);
        let width = self.assets.len();
        let values = self.values[start * width..end * width].to_vec();
        let panel = Self::new(self.assets.clone(), self.dates[start..end].to_vec(), values)?;
        Ok(panel.with_report(self.report.clone()))
    }

    /// Refuses a panel of fewer days.
    ///
    /// # Errors
    /// [`PricesError::ShortHistory`].
    pub fn require_days(&self, expected: usize) -> Result<(), PricesError> {
        if self.dates.len() >= expected {
            return Ok(());
        }
        let missing = self.report.missing.iter().enumerate();
        let shortest = missing.max_by_key(|(number, days)| (**days, usize::MAX - number));
        let shortest = shortest.map_or(0, |(number, _)| number);
        let asset = &self.assets[shortest];
        Err(PricesError::ShortHistory {
            found: self.dates.len(),
            expected,
            ticker: asset.ticker.to_string(),
            rows: self.dates.len(),
            first: self.dates[0],
            last: self.dates[self.dates.len() - 1],
        })
    }

    /// Refuses a panel of fewer assets.
    ///
    /// # Errors
    /// [`PricesError::TooFewAssets`].
    pub fn require_assets(&self, expected: usize) -> Result<(), PricesError> {
        if self.assets.len() >= expected {
            return Ok(());
        }
        let there = self.tickers().join(", ");
        Err(PricesError::TooFewAssets { found: self.assets.len(), expected, there })
    }

    /// The returns from each day to the next.
    ///
    /// # Errors
    /// [`PricesError::ShortHistory`] where there is one day alone; [`PricesError::Return`] where one
    /// is too large for a number.
    pub fn returns(&self, kind: ReturnKind) -> Result<Returns, PricesError> {
        Returns::of(self, kind)
    }
}
