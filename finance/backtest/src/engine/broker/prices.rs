//! What a bar gives: prices, volume and the buying power they leave.

use super::Broker;
use super::waiting::Waiting;
use crate::AssetBars;
use crate::engine::account::PositionValue;
use crate::engine::{FillAt, Slippage};

impl Broker<'_> {
    /// What a unit is worth where market orders of `bar` fill.
    pub(super) fn mark(&self, asset: usize, bar: usize) -> f64 {
        let asset = self.asset(asset);
        match self.config.fill_at {
            FillAt::NextOpen => asset.open[bar],
            FillAt::NextClose => asset.close[bar],
            FillAt::SignalClose => asset.close[bar.saturating_sub(1)],
        }
    }

    /// The price at which an order can be had in `bar`, before slippage.
    pub(super) fn reached(&self, bar: usize, w: &Waiting, buys: bool) -> Option<f64> {
        let asset = w.order.asset;
        w.reached(self.asset(asset), bar, buys, self.mark(asset, bar))
    }

    /// The units that the volume of `bar` still lets fill.
    pub(super) fn limited(&self, bar: usize, asset: usize, units: f64) -> f64 {
        let Slippage::VolumeShare { limit, .. } = self.config.slippage else { return units };
        let left = (self.asset(asset).volume[bar] * limit - self.taken[asset]).max(0.0);
        self.cut(units.abs().min(left)).copysign(units)
    }

    pub(super) fn slipped(&self, bar: usize, w: &Waiting, units: f64, price: f64) -> f64 {
        if !w.slips() {
            return price;
        }
        let held = self.account.units(w.order.asset);
        let volume = self.asset(w.order.asset).volume.get(bar).copied().unwrap_or(0.0);
        self.config.slippage.price(price, units, held * units >= 0.0, volume)
    }

    /// Free buying power at the prices where market orders fill.
    pub(super) fn buying_power(&self, bar: usize) -> f64 {
        let held = self.account.value(|asset| self.mark(asset, bar));
        ((self.account.cash + held.net) * self.config.leverage - held.gross).max(0.0)
    }

    /// The value of the positions at the close of `bar`.
    pub(in crate::engine) fn value(&self, bar: usize) -> PositionValue {
        self.account.value(|asset| self.asset(asset).close[bar])
    }

    pub(super) fn asset(&self, asset: usize) -> &AssetBars {
        &self.bars.assets()[asset]
    }
}
