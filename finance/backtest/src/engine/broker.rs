//! Orders that wait, and how they become fills.

use super::account::Account;
use super::{
    BacktestConfig, Fill, FillAt, Finalise, Kind, Order, Orders, Rejection, RejectionReason, Size,
    Slippage, Units,
};
use crate::bars::{Bars, unknown_asset};
use crate::{AssetBars, BacktestError};

/// Seconds of a year of 365 days.
const YEAR: f64 = 365.0 * 86_400.0;

/// What rounding may take the cost of an order above the buying power.
const TOLERANCE: f64 = 1e-9;

struct Waiting {
    order: Order,
    placed: usize,
    done: bool,
    /// The sign of the position that a stop loss or take profit belongs to; 0 for other orders.
    exits: f64,
}

impl Waiting {
    fn new(order: Order, placed: usize) -> Self {
        Self { order, placed, done: false, exits: 0.0 }
    }
}

pub(super) struct Broker<'a> {
    bars: &'a Bars,
    config: &'a BacktestConfig,
    pub(super) account: Account,
    pub(super) rejections: Vec<Rejection>,
    pub(super) interest: f64,
    pub(super) borrow_fees: f64,
    waiting: Vec<Waiting>,
    /// Exits of the positions that this bar opened.
    attached: Vec<Waiting>,
    /// Units of each asset that were filled in this bar, where the volume limits them.
    taken: Vec<f64>,
    has_carry: bool,
}

impl<'a> Broker<'a> {
    pub(super) fn new(bars: &'a Bars, config: &'a BacktestConfig) -> Result<Self, BacktestError> {
        config.check()?;
        let assets = bars.assets();
        if let Slippage::VolumeShare { .. } = config.slippage
            && let Some(bare) = assets.iter().find(|a| a.volume.is_empty())
        {
            let asset = bare.name.clone();
            return Err(BacktestError::NoVolume { asset, what: "slippage by share of volume" });
        }
        Ok(Self {
            bars,
            config,
            account: Account::new(config.cash, assets.len()),
            rejections: Vec::new(),
            interest: 0.0,
            borrow_fees: 0.0,
            waiting: Vec::new(),
            attached: Vec::new(),
            taken: vec![0.0; assets.len()],
            has_carry: [config.borrow_rate, config.cash_rate, config.debt_rate] != [0.0; 3],
        })
    }

    fn asset(&self, asset: usize) -> &AssetBars {
        &self.bars.assets()[asset]
    }

    /// Cash and positions at the close of `bar`.
    pub(super) fn equity(&self, bar: usize) -> f64 {
        self.account.equity(|asset| self.asset(asset).close[bar])
    }

    /// Interest and borrow fees since the bar before.
    pub(super) fn carry(&mut self, bar: usize) {
        if !self.has_carry || bar == 0 {
            return;
        }
        let times = self.bars.times();
        let years = (times[bar] - times[bar - 1]) as f64 / YEAR;
        let bars = self.bars;
        let short = self.account.short_value(|asset| bars.assets()[asset].close[bar - 1]);
        let fee = short * self.config.borrow_rate * years;
        let credit = self.account.cash - short;
        let rate = if credit >= 0.0 { self.config.cash_rate } else { self.config.debt_rate };
        let interest = credit * rate * years;
        self.account.cash += interest - fee;
        self.interest += interest;
        self.borrow_fees += fee;
    }

    /// Takes the orders of `bar`.
    pub(super) fn take(&mut self, bar: usize, orders: &Orders) -> Result<(), BacktestError> {
        if orders.cancel_all {
            self.waiting.clear();
        }
        for &asset in &orders.cancelled {
            self.waiting.retain(|w| w.order.asset != asset);
        }
        for &order in &orders.placed {
            self.check(bar, &order)?;
            let asset = order.asset;
            if self.config.exclusive_orders && order.size != Size::Close {
                self.waiting.retain(|w| w.order.asset != asset);
                if self.account.units(asset) != 0.0 {
                    let order = Order::market(asset, Size::Close);
                    self.waiting.push(Waiting::new(order, bar));
                }
            }
            self.waiting.push(Waiting::new(order, bar));
        }
        Ok(())
    }

    fn check(&self, bar: usize, order: &Order) -> Result<(), BacktestError> {
        let Some(asset) = self.bars.assets().get(order.asset) else {
            return Err(unknown_asset(&format!("#{}", order.asset), self.bars.assets()));
        };
        let wrong = |what| BacktestError::Order { row: bar, asset: asset.name.clone(), what };
        order.check().map_err(wrong)?;
        match order.size {
            Size::Units(units) | Size::TargetUnits(units)
                if self.config.units == Units::Whole && units.fract() != 0.0 =>
            {
                Err(wrong(format!(
                    "units is {units}, expected a whole number; allow `Units::Fractional` instead"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Fills what waits and can be filled in `bar`.
    pub(super) fn fill(&mut self, bar: usize) {
        if self.waiting.is_empty() {
            return;
        }
        self.taken.fill(0.0);
        let mut waiting = std::mem::take(&mut self.waiting);
        for w in &mut waiting {
            if w.order.lapses_after.is_some_and(|bars| bar - w.placed > bars) {
                self.reject(bar, w.order.asset, RejectionReason::Lapsed);
                w.done = true;
            }
        }
        let weighs = |w: &Waiting| matches!(w.order.size, Size::TargetWeight(_));
        // A gap may leave nothing: no target is turned round by an equity below 0.
        let equity = if waiting.iter().any(weighs) {
            self.account.equity(|a| self.mark(a, bar)).max(0.0)
        } else {
            0.0
        };
        // In the order of time: limits and stops are reached between the open and the close.
        let market_first = self.config.fill_at != FillAt::NextClose;
        for at_market in [market_first, !market_first] {
            self.fill_stage(bar, &mut waiting, at_market, equity);
        }
        // What was opened at the open can already be stopped in this bar.
        for mut exit in std::mem::take(&mut self.attached) {
            exit.done = self.has_lost_its_position(&exit)
                || (exit.placed < bar && self.reduce(bar, &exit.order, equity));
            exit.placed = bar;
            waiting.push(exit);
        }
        waiting.retain(|w| !w.done);
        self.waiting = waiting;
    }

    /// Fills the market orders, or the other ones.
    fn fill_stage(&mut self, bar: usize, waiting: &mut [Waiting], at_market: bool, equity: f64) {
        let of_stage = |w: &Waiting| !w.done && (w.order.kind == Kind::Market) == at_market;
        // First what frees cash, so that the order in which assets come does not matter.
        for w in waiting.iter_mut().filter(|w| of_stage(w)) {
            w.done = self.has_lost_its_position(w) || self.reduce(bar, &w.order, equity);
        }
        let targets = waiting.iter().filter(|w| of_stage(w)).map(|w| &w.order);
        let scale = self.scale_of_targets(bar, targets, equity);
        for w in waiting.iter_mut().filter(|w| of_stage(w)) {
            w.done = match w.order.size {
                Size::Units(units) => self.fill_units(bar, &mut w.order, units),
                Size::Fraction(share) => self.fill_fraction(bar, &mut w.order, share),
                _ => self.increase(bar, &w.order, equity, scale),
            };
        }
    }

    /// Whether the position that a stop loss or take profit belongs to is gone.
    fn has_lost_its_position(&self, w: &Waiting) -> bool {
        w.exits != 0.0 && self.account.units(w.order.asset) * w.exits <= 0.0
    }

    /// Attaches stop loss and take profit to the position that an order just opened.
    fn attach(&mut self, bar: usize, order: &Order) {
        let stop = order.stop_loss.map(Kind::Stop);
        let profit = order.take_profit.map(Kind::Limit);
        // Where in the bar a limit or stop order filled is not known, so its exits wait for the
        // next one.
        let at_open = order.kind == Kind::Market && self.config.fill_at == FillAt::NextOpen;
        let placed = if at_open { bar.saturating_sub(1) } else { bar };
        for kind in stop.into_iter().chain(profit) {
            let order = Order { kind, ..Order::market(order.asset, Size::Close) };
            let exits = self.account.units(order.asset).signum();
            self.attached.push(Waiting { exits, ..Waiting::new(order, placed) });
        }
    }

    /// Closes every position at the end, whatever waits.
    pub(super) fn finalise(&mut self, bar: usize, finalise: Finalise) {
        for asset in 0..self.bars.assets().len() {
            let units = -self.account.units(asset);
            let price = match finalise {
                Finalise::Keep => return,
                Finalise::AtLastClose => self.asset(asset).close[bar],
                Finalise::AtLastOpen => self.asset(asset).open[bar],
            };
            if units != 0.0 {
                self.trade(bar, asset, units, price, true);
            }
        }
    }

    /// What a unit is worth where market orders of `bar` fill.
    fn mark(&self, asset: usize, bar: usize) -> f64 {
        let asset = self.asset(asset);
        match self.config.fill_at {
            FillAt::NextOpen => asset.open[bar],
            FillAt::NextClose => asset.close[bar],
            FillAt::SignalClose => asset.close[bar.saturating_sub(1)],
        }
    }

    /// The price at which an order of this kind can be had in `bar`, before slippage.
    fn reached(&self, bar: usize, order: &Order, buys: bool) -> Option<f64> {
        let asset = self.asset(order.asset);
        let (open, high, low) = (asset.open[bar], asset.high[bar], asset.low[bar]);
        match (order.kind, buys) {
            (Kind::Market, _) => Some(self.mark(order.asset, bar)),
            (Kind::Limit(limit), true) => (low <= limit).then(|| open.min(limit)),
            (Kind::Limit(limit), false) => (high >= limit).then(|| open.max(limit)),
            (Kind::Stop(stop), true) => (high >= stop).then(|| open.max(stop)),
            (Kind::Stop(stop), false) => (low <= stop).then(|| open.min(stop)),
        }
    }

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

    fn cut(&self, units: f64) -> f64 {
        if self.config.units == Units::Whole { units.trunc() } else { units }
    }

    /// The part of a target or close order that makes a position smaller. Whether it is done.
    fn reduce(&mut self, bar: usize, order: &Order, equity: f64) -> bool {
        let Some(wanted) = self.to_target(bar, order, equity) else { return false };
        if wanted == 0.0 {
            return true;
        }
        let held = self.account.units(order.asset);
        if wanted * held >= 0.0 {
            return false;
        }
        let Some(price) = self.reached(bar, order, wanted > 0.0) else { return false };
        let closing = held.abs().min(wanted.abs()).copysign(wanted);
        let filled = self.limited(bar, order.asset, closing);
        self.trade(bar, order.asset, filled, price, slips(order));
        filled == wanted
    }

    /// By what the increases of all targets are cut so that the buying power pays for them.
    fn scale_of_targets<'o>(
        &self,
        bar: usize,
        orders: impl Iterator<Item = &'o Order>,
        equity: f64,
    ) -> f64 {
        let mut needed = 0.0;
        for order in orders {
            let Some(wanted) = self.to_target(bar, order, equity) else { continue };
            let Some(price) = self.reached(bar, order, wanted > 0.0) else { continue };
            let price = self.slipped(bar, order, wanted, price);
            needed += wanted.abs() * price + self.config.commission.of(wanted, price);
        }
        if needed > 0.0 { (self.buying_power(bar) / needed).min(1.0) } else { 1.0 }
    }

    /// The part of a target that makes a position larger. Whether it is done.
    fn increase(&mut self, bar: usize, order: &Order, equity: f64, scale: f64) -> bool {
        let Some(wanted) = self.to_target(bar, order, equity) else { return true };
        let Some(price) = self.reached(bar, order, wanted > 0.0) else { return false };
        let held = self.account.units(order.asset);
        if wanted * held < 0.0 {
            // What the volume did not let close waits for the next bar.
            return false;
        }
        let asked = self.limited(bar, order.asset, wanted);
        let at = self.slipped(bar, order, asked, price);
        let affordable = self.config.commission.affordable(self.buying_power(bar), at);
        let units = self.cut((wanted * scale).abs().min(asked.abs()).min(affordable));
        if units > 0.0 {
            self.trade(bar, order.asset, units.copysign(wanted), price, slips(order));
            self.attach(bar, order);
        } else if affordable == 0.0 {
            self.reject(bar, order.asset, RejectionReason::NoBuyingPower);
        }
        asked == wanted
    }

    fn fill_fraction(&mut self, bar: usize, order: &mut Order, share: f64) -> bool {
        let Some(price) = self.reached(bar, order, share > 0.0) else { return false };
        let budget = self.buying_power(bar) * share.abs();
        let commission = &self.config.commission;
        // Slippage by volume depends on the units, which depend on the price: the units at the
        // price itself are the most that there can be.
        let most = commission.affordable(budget, price).copysign(share);
        let at = self.slipped(bar, order, self.limited(bar, order.asset, most), price);
        let units = self.cut(commission.affordable(budget, at));
        if units == 0.0 {
            self.reject(bar, order.asset, RejectionReason::NoBuyingPower);
            return true;
        }
        self.fill_units(bar, order, units.copysign(share))
    }

    fn fill_units(&mut self, bar: usize, order: &mut Order, units: f64) -> bool {
        let Some(price) = self.reached(bar, order, units > 0.0) else { return false };
        let filled = self.limited(bar, order.asset, units);
        let held = self.account.units(order.asset);
        let closing =
            if held * filled < 0.0 { held.abs().min(filled.abs()).copysign(filled) } else { 0.0 };
        self.trade(bar, order.asset, closing, price, slips(order));
        let opening = filled - closing;
        if opening != 0.0 {
            let at = self.slipped(bar, order, opening, price);
            let cost = opening.abs() * at + self.config.commission.of(opening, at);
            if cost > self.buying_power(bar) * (1.0 + TOLERANCE) {
                self.reject(bar, order.asset, RejectionReason::TooLittleBuyingPower);
                return true;
            }
            self.trade(bar, order.asset, opening, price, slips(order));
            self.attach(bar, order);
        }
        // The rest is a number of units from now on, whatever the order said at first.
        order.size = Size::Units(units - filled);
        filled == units
    }

    /// The units that the volume of `bar` still lets fill.
    fn limited(&self, bar: usize, asset: usize, units: f64) -> f64 {
        let Slippage::VolumeShare { limit, .. } = self.config.slippage else { return units };
        let left = (self.asset(asset).volume[bar] * limit - self.taken[asset]).max(0.0);
        self.cut(units.abs().min(left)).copysign(units)
    }

    fn slipped(&self, bar: usize, order: &Order, units: f64, price: f64) -> f64 {
        if !slips(order) {
            return price;
        }
        let held = self.account.units(order.asset);
        let volume = self.asset(order.asset).volume.get(bar).copied().unwrap_or(0.0);
        self.config.slippage.price(price, units, held * units >= 0.0, volume)
    }

    /// Free buying power at the prices where market orders fill.
    fn buying_power(&self, bar: usize) -> f64 {
        if self.account.is_flat() {
            return (self.account.cash * self.config.leverage).max(0.0);
        }
        let equity = self.account.equity(|a| self.mark(a, bar));
        (equity * self.config.leverage - self.account.gross(|a| self.mark(a, bar))).max(0.0)
    }

    /// Books units that only open or only close, at `price` before slippage.
    fn trade(&mut self, bar: usize, asset: usize, units: f64, price: f64, slips: bool) {
        if units == 0.0 {
            return;
        }
        let opens = self.account.units(asset) * units >= 0.0;
        let volume = self.asset(asset).volume.get(bar).copied().unwrap_or(0.0);
        let price =
            if slips { self.config.slippage.price(price, units, opens, volume) } else { price };
        let commission = self.config.commission.of(units, price);
        let fill = Fill { bar, asset, units, price, commission };
        self.taken[asset] += units.abs();
        if opens { self.account.open(fill) } else { self.account.close(fill) }
    }

    fn reject(&mut self, bar: usize, asset: usize, reason: RejectionReason) {
        self.rejections.push(Rejection { bar, asset, reason });
    }
}

/// Limit orders fill at their limit or better, so they do not slip.
fn slips(order: &Order) -> bool {
    !matches!(order.kind, Kind::Limit(_))
}
