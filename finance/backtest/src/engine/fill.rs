use serde::Serialize;

/// Units that changed hands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fill {
    /// The bar, from 0.
    pub bar: usize,
    /// The number of the asset.
    pub asset: usize,
    /// Units bought, or sold where negative.
    pub units: f64,
    /// The price of a unit, slippage included.
    pub price: f64,
    /// The commission in cash.
    pub commission: f64,
}

/// Units that were bought and sold again (or sold short and bought back), first in first out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trade {
    /// The number of the asset.
    pub asset: usize,
    /// Units, negative for a short trade.
    pub units: f64,
    /// The bar of the entry, from 0.
    pub entry_bar: usize,
    /// The bar of the exit, from 0.
    pub exit_bar: usize,
    /// The price at the entry, slippage included.
    pub entry_price: f64,
    /// The price at the exit, slippage included.
    pub exit_price: f64,
    /// The commissions of entry and exit.
    pub commission: f64,
}

impl Trade {
    /// The profit in cash after commissions.
    #[must_use]
    pub fn profit(&self) -> f64 {
        self.units * (self.exit_price - self.entry_price) - self.commission
    }

    /// The profit after commissions as a share of the value at the entry.
    #[must_use]
    pub fn profit_share(&self) -> f64 {
        let gross = (self.exit_price / self.entry_price - 1.0) * self.units.signum();
        gross - self.commission / (self.units.abs() * self.entry_price)
    }
}

/// Why the broker did not fill an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum RejectionReason {
    /// The buying power does not pay for a single unit.
    NoBuyingPower,
    /// The buying power does not pay for the units asked for.
    TooLittleBuyingPower,
    /// Its time had passed.
    Lapsed,
}

/// An order that was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The bar, from 0.
    pub bar: usize,
    /// The number of the asset.
    pub asset: usize,
    /// Why.
    pub reason: RejectionReason,
}
