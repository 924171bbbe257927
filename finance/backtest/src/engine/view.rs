use super::account::Account;
use crate::BacktestError;
use crate::bars::{Bars, unknown_asset};
use crate::indicators::Bar;

/// What a strategy can know at the close of a bar: that bar and those before it, and its account.
///
/// The slices end with the current bar, so the last value is the latest and nothing reaches into
/// the future.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) bars: &'a Bars,
    pub(super) bar: usize,
    pub(super) account: &'a Account,
    pub(super) equity: f64,
}

impl<'a> View<'a> {
    /// The current bar, from 0.
    #[must_use]
    pub fn bar(&self) -> usize {
        self.bar
    }

    /// The time of the current bar in UNIX seconds.
    #[must_use]
    pub fn time(&self) -> i64 {
        self.bars.times()[self.bar]
    }

    /// The times up to the current bar.
    #[must_use]
    pub fn times(&self) -> &'a [i64] {
        &self.bars.times()[..=self.bar]
    }

    /// How many assets there are.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.bars.assets().len()
    }

    /// The number of the asset of this name.
    ///
    /// # Errors
    /// If no asset has it.
    pub fn asset(&self, name: &str) -> Result<usize, BacktestError> {
        self.bars.asset(name)
    }

    /// The current bar of `asset`. Without volumes its volume is 0.
    ///
    /// # Errors
    /// If there is no such asset.
    pub fn latest(&self, asset: usize) -> Result<Bar, BacktestError> {
        self.bars
            .bar(asset, self.bar)
            .ok_or_else(|| unknown_asset(&format!("#{asset}"), self.bars.assets()))
    }

    /// The opening prices of `asset` up to the current bar.
    ///
    /// # Errors
    /// If there is no such asset.
    pub fn open(&self, asset: usize) -> Result<&'a [f64], BacktestError> {
        self.past(asset, self.bars.open(asset))
    }

    /// The highest prices of `asset` up to the current bar.
    ///
    /// # Errors
    /// If there is no such asset.
    pub fn high(&self, asset: usize) -> Result<&'a [f64], BacktestError> {
        self.past(asset, self.bars.high(asset))
    }

    /// The lowest prices of `asset` up to the current bar.
    ///
    /// # Errors
    /// If there is no such asset.
    pub fn low(&self, asset: usize) -> Result<&'a [f64], BacktestError> {
        self.past(asset, self.bars.low(asset))
    }

    /// The closing prices of `asset` up to the current bar.
    ///
    /// # Errors
    /// If there is no such asset.
    pub fn close(&self, asset: usize) -> Result<&'a [f64], BacktestError> {
        self.past(asset, self.bars.close(asset))
    }

    /// The volumes of `asset` up to the current bar.
    ///
    /// # Errors
    /// If there is no such asset, or it has no volumes.
    pub fn volume(&self, asset: usize) -> Result<&'a [f64], BacktestError> {
        match self.bars.assets().get(asset) {
            Some(bars) if bars.volume.is_empty() => {
                let asset = bars.name.clone();
                Err(BacktestError::NoVolume { asset, what: "the strategy" })
            }
            _ => self.past(asset, self.bars.volume(asset)),
        }
    }

    /// Cash and positions at the current close.
    #[must_use]
    pub fn equity(&self) -> f64 {
        self.equity
    }

    /// The cash, with the proceeds of short sales.
    #[must_use]
    pub fn cash(&self) -> f64 {
        self.account.cash
    }

    /// The units of `asset` that are held: negative when short, 0 without such an asset.
    #[must_use]
    pub fn units(&self, asset: usize) -> f64 {
        self.account.holdings.get(asset).map_or(0.0, |h| h.units)
    }

    /// The share of the equity that is in `asset` at the current close: negative when short.
    #[must_use]
    pub fn weight(&self, asset: usize) -> f64 {
        let units = self.units(asset);
        if units == 0.0 { 0.0 } else { units * self.bars.close(asset)[self.bar] / self.equity }
    }

    fn past(&self, asset: usize, values: &'a [f64]) -> Result<&'a [f64], BacktestError> {
        values
            .get(..=self.bar)
            .ok_or_else(|| unknown_asset(&format!("#{asset}"), self.bars.assets()))
    }
}
