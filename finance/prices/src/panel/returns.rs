use super::Panel;
use crate::PricesError;
use jiff::civil::Date;
use serde::Serialize;

/// Which returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnKind {
    /// P(t)/P(t−1) − 1: they add over the assets of a portfolio.
    #[default]
    Simple,
    /// ln P(t) − ln P(t−1): they add over days.
    Log,
}

/// Returns of many assets on common days, of the shape `[days, assets]`, row by row; a day fewer than
/// the prices they are from.
///
/// ```
/// use neuron_prices::{ReturnKind, datasets};
/// let panel = datasets::tech_portfolio()?;
/// let returns = panel.returns(ReturnKind::Log)?;
/// assert_eq!((returns.days(), returns.assets()), (2147, 4));
/// let total: f64 = returns.column(0).iter().sum();
/// assert!((total - (panel.row(2147)[0] / panel.row(0)[0]).ln()).abs() < 1e-9);
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Returns {
    kind: ReturnKind,
    tickers: Vec<String>,
    dates: Vec<Date>,
    values: Vec<f64>,
}

impl Returns {
    pub(super) fn of(panel: &Panel, kind: ReturnKind) -> Result<Self, PricesError> {
        panel.require_days(2)?;
        let width = panel.assets().len();
        let mut values = Vec::with_capacity(panel.values().len() - width);
        for (number, pair) in panel.values().windows(width + 1).enumerate() {
            let (from, to) = (pair[0], pair[width]);
            let value = match kind {
                ReturnKind::Simple => to / from - 1.0,
                ReturnKind::Log => to.ln() - from.ln(),
            };
            if !value.is_finite() {
                let ticker = panel.tickers()[number % width].to_owned();
                let day = panel.dates()[number / width + 1];
                return Err(PricesError::Return { ticker, day, from, to });
            }
            values.push(value);
        }
        Ok(Self {
            kind,
            tickers: panel.tickers().into_iter().map(String::from).collect(),
            dates: panel.dates()[1..].to_vec(),
            values,
        })
    }

    /// Which returns they are.
    #[must_use]
    pub fn kind(&self) -> ReturnKind {
        self.kind
    }

    /// The tickers, in the order of the columns.
    #[must_use]
    pub fn tickers(&self) -> &[String] {
        &self.tickers
    }

    /// The day to which each return is.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// How many days.
    #[must_use]
    pub fn days(&self) -> usize {
        self.dates.len()
    }

    /// How many assets.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.tickers.len()
    }

    /// The returns `[days, assets]`, row by row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The returns of a day by its number `[assets]`.
    ///
    /// # Panics
    /// Where there is no such day, as a slice does.
    #[must_use]
    pub fn row(&self, day: usize) -> &[f64] {
        &self.values[day * self.assets()..][..self.assets()]
    }

    /// The returns of an asset by its number `[days]`.
    ///
    /// # Panics
    /// Where there is no such asset, as a slice does.
    #[must_use]
    pub fn column(&self, asset: usize) -> Vec<f64> {
        assert!(asset < self.assets(), "asset {asset} of {}", self.assets());
        self.values.iter().skip(asset).step_by(self.assets()).copied().collect()
    }
}
