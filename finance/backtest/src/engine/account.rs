//! The books: cash, and what is held of each asset, lot by lot.

use super::{Fill, Trade};
use std::collections::VecDeque;

/// Units bought (or sold short) in one fill and not yet closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lot {
    pub(super) units: f64,
    pub(super) price: f64,
    pub(super) bar: usize,
    /// The commission of its entry that has not gone into a trade yet.
    pub(super) commission: f64,
}

/// The position in one asset.
#[derive(Clone, Debug, Default)]
pub(super) struct Holding {
    /// The sum of the lots, which all have one sign.
    pub(super) units: f64,
    pub(super) lots: VecDeque<Lot>,
}

/// What positions are worth.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PositionValue {
    /// With their signs.
    pub(super) net: f64,
    /// Without them.
    pub(super) gross: f64,
}

/// A remainder below this share of what it is left of is rounding.
const ROUNDING: f64 = 1e-12;

/// One cash account over all assets.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) cash: f64,
    pub(super) holdings: Vec<Holding>,
    pub(super) fills: Vec<Fill>,
    pub(super) trades: Vec<Trade>,
    pub(super) commissions: f64,
}

impl Account {
    pub(super) fn new(cash: f64, assets: usize) -> Self {
        Self {
            cash,
            holdings: vec![Holding::default(); assets],
            fills: Vec::new(),
            trades: Vec::new(),
            commissions: 0.0,
        }
    }

    pub(super) fn units(&self, asset: usize) -> f64 {
        self.holdings[asset].units
    }

    /// The value of all positions with their signs and without, where a unit of each asset is worth
    /// `price(asset)`.
    pub(super) fn value(&self, price: impl Fn(usize) -> f64) -> PositionValue {
        let mut sum = PositionValue::default();
        for (asset, held) in self.holdings.iter().enumerate() {
            if held.units != 0.0 {
                let value = held.units * price(asset);
                sum.net += value;
                sum.gross += value.abs();
            }
        }
        sum
    }

    /// The value of what was sold short.
    pub(super) fn short_value(&self, price: impl Fn(usize) -> f64) -> f64 {
        let value = |(asset, h): (usize, &Holding)| {
            if h.units < 0.0 { -h.units * price(asset) } else { 0.0 }
        };
        self.holdings.iter().enumerate().map(value).sum()
    }

    /// Books a fill that opens or adds to a position.
    pub(super) fn open(&mut self, fill: Fill) {
        self.pay(fill);
        let holding = &mut self.holdings[fill.asset];
        holding.units += fill.units;
        let (units, price) = (fill.units, fill.price);
        let lot = Lot { units, price, bar: fill.bar, commission: fill.commission };
        holding.lots.push_back(lot);
    }

    /// Books a fill that reduces a position, at most to nothing, oldest lot first.
    pub(super) fn close(&mut self, fill: Fill) {
        self.pay(fill);
        let holding = &mut self.holdings[fill.asset];
        let mut left = -fill.units;
        while left != 0.0 {
            let Some(lot) = holding.lots.front_mut() else { break };
            let whole = left.abs() >= lot.units.abs() * (1.0 - ROUNDING);
            let units = if whole { lot.units } else { left };
            let of_lot = units / lot.units;
            let entry_commission = lot.commission * of_lot;
            self.trades.push(Trade {
                asset: fill.asset,
                units,
                entry_bar: lot.bar,
                exit_bar: fill.bar,
                entry_price: lot.price,
                exit_price: fill.price,
                commission: entry_commission + fill.commission * (units / -fill.units),
            });
            if whole {
                holding.lots.pop_front();
                holding.units -= units;
                left -= units;
                if left.abs() <= fill.units.abs() * ROUNDING {
                    left = 0.0;
                }
            } else {
                lot.units -= units;
                lot.commission -= entry_commission;
                holding.units -= units;
                left = 0.0;
            }
        }
        if holding.lots.is_empty() {
            holding.units = 0.0;
        }
    }

    fn pay(&mut self, fill: Fill) {
        self.cash -= fill.units * fill.price;
        self.cash -= fill.commission;
        self.commissions += fill.commission;
        self.fills.push(fill);
    }
}
