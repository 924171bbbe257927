use crate::BacktestError;
use serde::Serialize;

/// How much to trade. Positive buys, negative sells.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Size {
    /// So many units.
    Units(f64),
    /// A share of the free buying power at the fill, commission included, from −1 to 1.
    Fraction(f64),
    /// As many units as lead to a position of so many.
    TargetUnits(f64),
    /// As many units as lead to a position worth this share of the equity, valued at the fill.
    /// Where several targets together cost more than the buying power, all are cut by one factor.
    TargetWeight(f64),
    /// The whole position, closed.
    Close,
}

/// At which price to trade.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Kind {
    /// Whatever the next bar gives.
    Market,
    /// At this price or better: fills in the first bar that reaches it, at the open if that is
    /// better.
    Limit(f64),
    /// Once this price is reached, then at market: at the open if that is already beyond it.
    Stop(f64),
    /// Once `stop` is reached, at `limit` or better.
    ///
    /// In the bar that reaches the stop it fills at the stop, or at the open if that is already
    /// beyond it, where that price is within the limit. A bar that opens beyond both leaves it open:
    /// from then on it is a limit order, in that bar too, since what follows the open is later. A
    /// stop reached within a bar beyond the limit makes it one from the next bar on.
    StopLimit {
        /// The price that wakes it.
        stop: f64,
        /// The worst price.
        limit: f64,
    },
    /// A stop at this share, as 0.1, from the best price so far: below the highest for a sale, above
    /// the lowest for a purchase, beginning with the close of the bar on which it was placed.
    ///
    /// It moves only after a bar, by its high and low, and only in one direction. So the bar in which
    /// it fills never moved it.
    TrailingStop(f64),
}

/// An order for one asset.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Order {
    /// The number of the asset in its bars.
    pub asset: usize,
    /// How much.
    pub size: Size,
    /// At which price.
    pub kind: Kind,
    /// After how many bars it lapses if it has not filled; `None` to wait for ever.
    pub lapses_after: Option<usize>,
    /// The price at which the position is closed at a loss, once the order has opened it or added
    /// to it. Within a bar it counts as reached before `take_profit`.
    pub stop_loss: Option<f64>,
    /// The price at which the position is closed with a profit.
    pub take_profit: Option<f64>,
    /// The share, as 0.1, from the best price since the fill at which the position is closed:
    /// [`Kind::TrailingStop`] from the price of the fill on. Instead of a stop loss.
    pub trailing_stop: Option<f64>,
}

impl Order {
    /// A market order that waits until it is filled.
    #[must_use]
    pub const fn market(asset: usize, size: Size) -> Self {
        Self {
            asset,
            size,
            kind: Kind::Market,
            lapses_after: None,
            stop_loss: None,
            take_profit: None,
            trailing_stop: None,
        }
    }

    /// With a stop that follows the best price since the fill at a distance of `share`, as 0.1. Like
    /// a stop loss it closes the whole position of the asset, and holds from the fill on where that
    /// is at a bar's open, else from the next bar on.
    ///
    /// ```
    /// use neuron_backtest::{Order, Size};
    /// let order = Order::market(0, Size::TargetWeight(1.0)).trailing_stop(0.1);
    /// assert_eq!((order.trailing_stop, order.stop_loss), (Some(0.1), None));
    /// ```
    #[must_use]
    pub const fn trailing_stop(mut self, share: f64) -> Self {
        self.trailing_stop = Some(share);
        self
    }

    /// With a stop loss and a take profit: a bracket order. Whichever is reached closes the whole
    /// position of the asset, and the other is dropped. They hold from the fill on where that is
    /// at a bar's open, else from the next bar on.
    ///
    /// ```
    /// use neuron_backtest::{Order, Size};
    /// let order = Order::market(0, Size::Fraction(0.5)).bracket(95.0, 110.0);
    /// assert_eq!((order.stop_loss, order.take_profit), (Some(95.0), Some(110.0)));
    /// ```
    #[must_use]
    pub const fn bracket(mut self, stop_loss: f64, take_profit: f64) -> Self {
        self.stop_loss = Some(stop_loss);
        self.take_profit = Some(take_profit);
        self
    }

    pub(super) fn check(&self) -> Result<(), String> {
        let (what, value) = match self.size {
            Size::Units(units) => ("units", units),
            Size::Fraction(share) => ("fraction", share),
            Size::TargetUnits(units) => ("target units", units),
            Size::TargetWeight(weight) => ("target weight", weight),
            Size::Close => ("close", 1.0),
        };
        if !value.is_finite() {
            return Err(format!("{what} is {value}, expected a finite number"));
        }
        let is_target = matches!(self.size, Size::TargetUnits(_) | Size::TargetWeight(_));
        if value == 0.0 && !is_target {
            return Err(format!("{what} is 0; place no order instead, or a target of 0"));
        }
        if matches!(self.size, Size::Fraction(_)) && value.abs() > 1.0 {
            return Err(format!("fraction is {value}, expected -1 to 1"));
        }
        for (what, price) in [("stop loss", self.stop_loss), ("take profit", self.take_profit)] {
            if let Some(price) = price.filter(|price| !(price.is_finite() && *price > 0.0)) {
                return Err(format!("its {what} is {price}, expected a finite price above 0"));
            }
        }
        if let (Some(stop), Some(profit)) = (self.stop_loss, self.take_profit)
            && (profit - stop) * value <= 0.0
        {
            return Err(format!(
                "its stop loss {stop} and take profit {profit} lie on the wrong sides; a long \
                 position stops below and takes above, a short one the other way"
            ));
        }
        if let Some(share) = self.trailing_stop {
            trails(share)?;
            if let Some(stop) = self.stop_loss {
                return Err(format!(
                    "it has a stop loss of {stop} and a trailing stop of {share}; give one, a \
                     trailing stop begins at its distance from the fill"
                ));
            }
        }
        let above_zero = |price: f64| match price.is_finite() && price > 0.0 {
            true => Ok(()),
            false => Err(format!("its price is {price}, expected a finite price above 0")),
        };
        match self.kind {
            Kind::Market => Ok(()),
            Kind::Limit(price) | Kind::Stop(price) => above_zero(price),
            Kind::StopLimit { stop, limit } => above_zero(stop).and_then(|()| above_zero(limit)),
            Kind::TrailingStop(share) => trails(share),
        }
    }
}

fn trails(share: f64) -> Result<(), String> {
    if share > 0.0 && share < 1.0 {
        return Ok(());
    }
    Err(format!("its trailing stop is {share}, expected a share above 0 and below 1, as 0.1"))
}

/// An order with the bar on which it was placed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlacedOrder {
    /// The bar, from 0.
    pub bar: usize,
    /// The order.
    pub order: Order,
}

/// What a strategy wants done: it fills this on each bar.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    pub(super) placed: Vec<Order>,
    pub(super) cancelled: Vec<usize>,
    pub(super) cancel_all: bool,
}

impl Orders {
    /// Places an order.
    pub fn place(&mut self, order: Order) {
        self.placed.push(order);
    }

    /// Buys with all the free buying power at market.
    pub fn buy(&mut self, asset: usize) {
        self.place(Order::market(asset, Size::Fraction(1.0)));
    }

    /// Sells short, or reduces, with all the free buying power at market.
    pub fn sell(&mut self, asset: usize) {
        self.place(Order::market(asset, Size::Fraction(-1.0)));
    }

    /// Closes the position of `asset` at market.
    pub fn close(&mut self, asset: usize) {
        self.place(Order::market(asset, Size::Close));
    }

    /// Leads the position of `asset` to this share of the equity at market.
    pub fn target_weight(&mut self, asset: usize, weight: f64) {
        self.place(Order::market(asset, Size::TargetWeight(weight)));
    }

    /// Leads each asset to its weight; `weights` has one for each asset, in their order.
    ///
    /// # Errors
    /// If there is another number of weights than `assets`.
    pub fn target_weights(&mut self, weights: &[f64], assets: usize) -> Result<(), BacktestError> {
        if weights.len() != assets {
            return Err(BacktestError::Length {
                asset: "all".to_owned(),
                column: "weight",
                found: weights.len(),
                expected: assets,
            });
        }
        for (asset, &weight) in weights.iter().enumerate() {
            self.target_weight(asset, weight);
        }
        Ok(())
    }

    /// Cancels the orders for `asset` that still wait from earlier bars.
    pub fn cancel(&mut self, asset: usize) {
        self.cancelled.push(asset);
    }

    /// Cancels every order that still waits from earlier bars.
    pub fn cancel_all(&mut self) {
        self.cancel_all = true;
    }

    /// Gives every order that has no stop of its own, and may open a position, this trailing stop.
    pub(crate) fn trail(&mut self, share: f64) {
        for order in &mut self.placed {
            let stopless = order.stop_loss.is_none() && order.trailing_stop.is_none();
            if stopless && order.size != Size::Close {
                order.trailing_stop = Some(share);
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.placed.clear();
        self.cancelled.clear();
        self.cancel_all = false;
    }
}
