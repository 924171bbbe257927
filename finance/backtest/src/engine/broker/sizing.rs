//! From sizes to units, and from units to fills.

use super::Broker;
use super::waiting::Waiting;
use crate::engine::{Order, RejectionReason, Size, Units};

/// What rounding may take the cost of an order above the buying power.
const TOLERANCE: f64 = 1e-9;

impl Broker<'_> {
    /// The units from here to the target, or none for a size that is no target.
    fn to_target(&self, bar: usize, order: &Order, equity: f64) -> Option<f64> {
        let held = self.account.units(order.asset);
        match order.size {
            Size::Units(_) | Size::Fraction(_) => None,
            Size::Close => Some(-held),
            Size::TargetUnits(units) => Some(units - held),
            Size::TargetWeight(weight) => {
                Some(self.cut(weight * equity / self.mark(order.asset, bar)) - held)
            }
        }
    }

    /// Whether an order would buy, here and now.
    pub(super) fn buys(&self, bar: usize, w: &Waiting, equity: f64) -> bool {
        match w.order.size {
            Size::Units(units) => units > 0.0,
            Size::Fraction(share) => share > 0.0,
            _ => self.to_target(bar, &w.order, equity).is_some_and(|units| units > 0.0),
        }
    }

    pub(super) fn cut(&self, units: f64) -> f64 {
        if self.config.units == Units::Whole { units.trunc() } else { units }
    }

    /// The part of a target or close order that makes a position smaller. Whether it is done.
    pub(super) fn reduce(&mut self, bar: usize, w: &Waiting, equity: f64) -> bool {
        let order = &w.order;
        let Some(wanted) = self.to_target(bar, order, equity) else { return false };
        if wanted == 0.0 {
            return true;
        }
        let held = self.account.units(order.asset);
        if wanted * held >= 0.0 {
            return false;
        }
        let Some(price) = self.reached(bar, w, wanted > 0.0) else { return false };
        let closing = held.abs().min(wanted.abs()).copysign(wanted);
        let filled = self.limited(bar, order.asset, closing);
        self.trade(bar, order.asset, filled, price, w.slips());
        filled == wanted
    }

    /// By what the increases of all targets are cut so that the buying power pays for them.
    pub(super) fn scale_of_targets<'o>(
        &self,
        bar: usize,
        orders: impl Iterator<Item = &'o Waiting>,
        equity: f64,
    ) -> f64 {
        let mut needed = 0.0;
        for w in orders {
            let Some(wanted) = self.to_target(bar, &w.order, equity) else { continue };
            let Some(price) = self.reached(bar, w, wanted > 0.0) else { continue };
            let price = self.slipped(bar, w, wanted, price);
            needed += wanted.abs() * price + self.config.commission.of(wanted, price);
        }
        if needed > 0.0 { (self.buying_power(bar) / needed).min(1.0) } else { 1.0 }
    }

    /// The part of a target that makes a position larger. Whether it is done.
    pub(super) fn increase(&mut self, bar: usize, w: &Waiting, equity: f64, scale: f64) -> bool {
        let order = &w.order;
        let Some(wanted) = self.to_target(bar, order, equity) else { return true };
        let Some(price) = self.reached(bar, w, wanted > 0.0) else { return false };
        let held = self.account.units(order.asset);
        if wanted * held < 0.0 {
            // What the volume did not let close waits for the next bar.
            return false;
        }
        let asked = self.limited(bar, order.asset, wanted);
        let at = self.slipped(bar, w, asked, price);
        let affordable = self.config.commission.affordable(self.buying_power(bar), at);
        let units = self.cut((wanted * scale).abs().min(asked.abs()).min(affordable));
        if units > 0.0 {
            self.trade(bar, order.asset, units.copysign(wanted), price, w.slips());
            self.attach(bar, &w.order, price);
        } else if affordable == 0.0 {
            self.reject(bar, order.asset, RejectionReason::NoBuyingPower);
        }
        asked == wanted
    }

    pub(super) fn fill_fraction(&mut self, bar: usize, w: &mut Waiting, share: f64) -> bool {
        let Some(price) = self.reached(bar, w, share > 0.0) else { return false };
        let budget = self.buying_power(bar) * share.abs();
        let commission = &self.config.commission;
        // Slippage by volume depends on the units, which depend on the price: the units at the
        // price itself are the most that there can be.
        let most = commission.affordable(budget, price).copysign(share);
        let at = self.slipped(bar, w, self.limited(bar, w.order.asset, most), price);
        let units = self.cut(commission.affordable(budget, at));
        if units == 0.0 {
            self.reject(bar, w.order.asset, RejectionReason::NoBuyingPower);
            return true;
        }
        self.fill_units(bar, w, units.copysign(share))
    }

    pub(super) fn fill_units(&mut self, bar: usize, w: &mut Waiting, units: f64) -> bool {
        let Some(price) = self.reached(bar, w, units > 0.0) else { return false };
        let filled = self.limited(bar, w.order.asset, units);
        let held = self.account.units(w.order.asset);
        let closing =
            if held * filled < 0.0 { held.abs().min(filled.abs()).copysign(filled) } else { 0.0 };
        self.trade(bar, w.order.asset, closing, price, w.slips());
        let opening = filled - closing;
        if opening != 0.0 {
            let at = self.slipped(bar, w, opening, price);
            let cost = opening.abs() * at + self.config.commission.of(opening, at);
            if cost > self.buying_power(bar) * (1.0 + TOLERANCE) {
                self.reject(bar, w.order.asset, RejectionReason::TooLittleBuyingPower);
                return true;
            }
            self.trade(bar, w.order.asset, opening, price, w.slips());
            self.attach(bar, &w.order, price);
        }
        // The rest is a number of units from now on, whatever the order said at first.
        w.order.size = Size::Units(units - filled);
        filled == units
    }
}
