//! Orders that wait, and how they become fills.

mod prices;
mod sizing;
mod waiting;

use super::account::Account;
use super::{
    BacktestConfig, Fill, FillAt, Finalise, Kind, Order, Orders, Rejection, RejectionReason, Size,
    Slippage, Units,
};
use crate::BacktestError;
use crate::bars::{Bars, unknown_asset};
use waiting::Waiting;

/// Seconds of a year of 365 days.
const YEAR: f64 = 365.0 * 86_400.0;

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
            let close = self.asset(asset).close[bar];
            if self.config.exclusive_orders && order.size != Size::Close {
                self.waiting.retain(|w| w.order.asset != asset);
                if self.account.units(asset) != 0.0 {
                    let order = Order::market(asset, Size::Close);
                    self.waiting.push(Waiting::new(order, bar, close));
                }
            }
            self.waiting.push(Waiting::new(order, bar, close));
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
            (self.account.cash + self.account.value(|a| self.mark(a, bar)).net).max(0.0)
        } else {
            0.0
        };
        // In the order of time: limits and stops are reached between the open and the close.
        let market_first = self.config.fill_at != FillAt::NextClose;
        for at_market in [market_first, !market_first] {
            self.fill_stage(bar, &mut waiting, at_market, equity);
        }
        waiting.retain(|w| !w.done);
        for w in &mut waiting {
            let buys = self.buys(bar, w, equity);
            w.has_seen(self.asset(w.order.asset), bar, buys);
        }
        // What was opened at the open can already be stopped in this bar.
        for mut exit in std::mem::take(&mut self.attached) {
            exit.done = self.has_lost_its_position(&exit)
                || (exit.placed < bar && self.reduce(bar, &exit, equity));
            // The bar is past for what was opened at its open, and not for what came later.
            let opened_before = exit.placed < bar;
            exit.placed = bar;
            if opened_before {
                let buys = exit.exits < 0.0;
                exit.has_seen(self.asset(exit.order.asset), bar, buys);
            }
            if !exit.done {
                waiting.push(exit);
            }
        }
        self.waiting = waiting;
    }

    /// Fills the market orders, or the other ones.
    fn fill_stage(&mut self, bar: usize, waiting: &mut [Waiting], at_market: bool, equity: f64) {
        let of_stage = |w: &Waiting| !w.done && (w.order.kind == Kind::Market) == at_market;
        // First what frees cash, so that the order in which assets come does not matter.
        for w in waiting.iter_mut().filter(|w| of_stage(w)) {
            w.done = self.has_lost_its_position(w) || self.reduce(bar, w, equity);
        }
        let targets = waiting.iter().filter(|w| of_stage(w));
        let scale = self.scale_of_targets(bar, targets, equity);
        for w in waiting.iter_mut().filter(|w| of_stage(w)) {
            w.done = match w.order.size {
                Size::Units(units) => self.fill_units(bar, w, units),
                Size::Fraction(share) => self.fill_fraction(bar, w, share),
                _ => self.increase(bar, w, equity, scale),
            };
        }
    }

    /// Whether the position that a stop loss or take profit belongs to is gone.
    fn has_lost_its_position(&self, w: &Waiting) -> bool {
        w.exits != 0.0 && self.account.units(w.order.asset) * w.exits <= 0.0
    }

    /// Attaches stops and take profit to the position that an order just opened at `price`.
    fn attach(&mut self, bar: usize, order: &Order, price: f64) {
        let stop = order.stop_loss.map(Kind::Stop);
        let trailing = order.trailing_stop.map(Kind::TrailingStop);
        let profit = order.take_profit.map(Kind::Limit);
        // Where in the bar a limit or stop order filled is not known, so its exits wait for the
        // next one.
        let at_open = order.kind == Kind::Market && self.config.fill_at == FillAt::NextOpen;
        let placed = if at_open { bar.saturating_sub(1) } else { bar };
        let exits = self.account.units(order.asset).signum();
        // The close of this bar is later than any fill in it.
        let close = self.asset(order.asset).close[bar];
        let best = if exits > 0.0 { price.max(close) } else { price.min(close) };
        let best = if at_open { price } else { best };
        for kind in stop.into_iter().chain(trailing).chain(profit) {
            let order = Order { kind, ..Order::market(order.asset, Size::Close) };
            let mut exit = Waiting::new(order, placed, best);
            exit.exits = exits;
            self.attached.push(exit);
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
