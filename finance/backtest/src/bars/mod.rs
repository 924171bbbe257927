//! Prices by asset and time, checked once so that nothing after has to.

mod asset_bars;
mod made_up;

pub use asset_bars::AssetBars;

use crate::BacktestError;
use crate::indicators::Bar;

/// Bars of several assets on common times.
///
/// ```
/// use neuron_backtest::{AssetBars, Bars};
/// let day = 86_400;
/// let bars = Bars::new(
///     vec![0, day],
///     vec![AssetBars::from_closes("A", vec![10.0, 11.0])],
/// )?;
/// assert_eq!(bars.close(bars.asset("A")?), [10.0, 11.0]);
/// assert!(bars.asset("B").is_err());
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    times: Vec<i64>,
    assets: Vec<AssetBars>,
}

impl Bars {
    /// Takes `times` in UNIX seconds, rising, and for each asset a row for each of them.
    ///
    /// # Errors
    /// Without assets or rows, with columns of another length, with times that do not rise, with
    /// a price that is not a number above 0, a negative volume, a high below its low, or two
    /// assets of one name: the error names the asset and the row.
    pub fn new(times: Vec<i64>, assets: Vec<AssetBars>) -> Result<Self, BacktestError> {
        if assets.is_empty() {
            return Err(BacktestError::Empty { what: "assets" });
        }
        if times.is_empty() {
            return Err(BacktestError::Empty { what: "bars" });
        }
        for row in 1..times.len() {
            if times[row] <= times[row - 1] {
                return Err(BacktestError::UnsortedTimes {
                    row,
                    time: times[row],
                    previous: times[row - 1],
                });
            }
        }
        for (index, asset) in assets.iter().enumerate() {
            if assets[..index].iter().any(|other| other.name == asset.name) {
                return Err(BacktestError::DuplicateAsset { asset: asset.name.clone() });
            }
            asset.check(times.len())?;
        }
        Ok(Self { times, assets })
    }

    /// How many bars each asset has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// False: bars hold at least one row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The times in UNIX seconds, rising.
    #[must_use]
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// The assets, in their order.
    #[must_use]
    pub fn assets(&self) -> &[AssetBars] {
        &self.assets
    }

    /// The names of the assets, in their order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.assets.iter().map(|asset| asset.name.clone()).collect()
    }

    /// The number of the asset of this name.
    ///
    /// # Errors
    /// If no asset has it.
    pub fn asset(&self, name: &str) -> Result<usize, BacktestError> {
        self.assets
            .iter()
            .position(|asset| asset.name == name)
            .ok_or_else(|| unknown_asset(name, &self.assets))
    }

    /// All opening prices of asset number `asset`; none where there is no such asset.
    #[must_use]
    pub fn open(&self, asset: usize) -> &[f64] {
        self.assets.get(asset).map_or(&[], |a| &a.open)
    }

    /// All highest prices of asset number `asset`; none where there is no such asset.
    #[must_use]
    pub fn high(&self, asset: usize) -> &[f64] {
        self.assets.get(asset).map_or(&[], |a| &a.high)
    }

    /// All lowest prices of asset number `asset`; none where there is no such asset.
    #[must_use]
    pub fn low(&self, asset: usize) -> &[f64] {
        self.assets.get(asset).map_or(&[], |a| &a.low)
    }

    /// All closing prices of asset number `asset`; none where there is no such asset.
    #[must_use]
    pub fn close(&self, asset: usize) -> &[f64] {
        self.assets.get(asset).map_or(&[], |a| &a.close)
    }

    /// All volumes of asset number `asset`; none where it has no volumes.
    #[must_use]
    pub fn volume(&self, asset: usize) -> &[f64] {
        self.assets.get(asset).map_or(&[], |a| &a.volume)
    }

    /// The bar of asset number `asset` in a row, if both are there. Without volumes its volume
    /// is 0.
    #[must_use]
    pub fn bar(&self, asset: usize, row: usize) -> Option<Bar> {
        let of = self.assets.get(asset)?;
        Some(Bar {
            open: *of.open.get(row)?,
            high: *of.high.get(row)?,
            low: *of.low.get(row)?,
            close: *of.close.get(row)?,
            volume: of.volume.get(row).copied().unwrap_or(0.0),
        })
    }

    /// The bars of asset number `asset` from the first row on; none without such an asset.
    pub fn iter(&self, asset: usize) -> impl Iterator<Item = Bar> + '_ {
        (0..self.len()).map_while(move |row| self.bar(asset, row))
    }

    /// The rows of a range, as bars of their own.
    ///
    /// # Errors
    /// If the range is empty or reaches beyond the last row.
    pub fn rows(&self, range: std::ops::Range<usize>) -> Result<Self, BacktestError> {
        if range.is_empty() {
            return Err(BacktestError::Empty { what: "bars" });
        }
        crate::error::expect_rows("the range of rows", self.len(), range.end)?;
        let assets = self.assets.iter().map(|asset| asset.rows(range.clone())).collect();
        Ok(Self { times: self.times[range].to_vec(), assets })
    }

    /// Changes every asset without checking again; the change keeps the bars sound.
    pub(crate) fn map_assets(mut self, change: impl FnMut((usize, &mut AssetBars))) -> Self {
        self.assets.iter_mut().enumerate().for_each(change);
        self
    }
}

/// The error of a name that no asset has.
pub(crate) fn unknown_asset(name: &str, assets: &[AssetBars]) -> BacktestError {
    const SHOWN: usize = 8;
    let mut known: Vec<_> = assets.iter().take(SHOWN).map(|a| format!("`{}`", a.name)).collect();
    if assets.len() > SHOWN {
        known.push(format!("{} more", assets.len() - SHOWN));
    }
    BacktestError::UnknownAsset { asset: name.to_owned(), known: known.join(", ") }
}
