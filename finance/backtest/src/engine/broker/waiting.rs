use crate::AssetBars;
use crate::engine::{Kind, Order};

/// An order that has not filled yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) order: Order,
    pub(super) placed: usize,
    pub(super) done: bool,
    /// The sign of the position that a stop loss or take profit belongs to; 0 for other orders.
    pub(super) exits: f64,
    /// The highest price seen, for a trailing stop.
    highest: f64,
    /// The lowest price seen.
    lowest: f64,
}

impl Waiting {
    /// Placed on a bar, where this price is the last one known.
    pub(super) fn new(order: Order, placed: usize, price: f64) -> Self {
        Self { order, placed, done: false, exits: 0.0, highest: price, lowest: price }
    }

    /// The price at which it can be had in `bar`, before slippage; `at_market` is that of a market
    /// order.
    pub(super) fn reached(
        &self,
        asset: &AssetBars,
        bar: usize,
        buys: bool,
        at_market: f64,
    ) -> Option<f64> {
        let (open, high, low) = (asset.open[bar], asset.high[bar], asset.low[bar]);
        let limited = |limit: f64| {
            if buys {
                (low <= limit).then(|| open.min(limit))
            } else {
                (high >= limit).then(|| open.max(limit))
            }
        };
        let stopped = |stop: f64| {
            if buys {
                (high >= stop).then(|| open.max(stop))
            } else {
                (low <= stop).then(|| open.min(stop))
            }
        };
        match self.order.kind {
            Kind::Market => Some(at_market),
            Kind::Limit(limit) => limited(limit),
            Kind::Stop(stop) => stopped(stop),
            Kind::StopLimit { stop, limit } => {
                if stopped(stop)? == open {
                    return limited(limit);
                }
                let within = if buys { stop <= limit } else { stop >= limit };
                within.then_some(stop)
            }
            Kind::TrailingStop(share) if buys => stopped(self.lowest * (1.0 + share)),
            Kind::TrailingStop(share) => stopped(self.highest * (1.0 - share)),
        }
    }

    /// What `bar`, in which it did not fill, leaves for the next one.
    pub(super) fn has_seen(&mut self, asset: &AssetBars, bar: usize, buys: bool) {
        let (high, low) = (asset.high[bar], asset.low[bar]);
        self.highest = self.highest.max(high);
        self.lowest = self.lowest.min(low);
        if let Kind::StopLimit { stop, limit } = self.order.kind
            && if buys { high >= stop } else { low <= stop }
        {
            self.order.kind = Kind::Limit(limit);
        }
    }

    /// Whether it never gets a worse price than it names: such orders do not slip.
    pub(super) fn slips(&self) -> bool {
        !matches!(self.order.kind, Kind::Limit(_) | Kind::StopLimit { .. })
    }
}
