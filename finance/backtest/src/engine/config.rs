use super::{Commission, Slippage};
use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// The price at which market orders fill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum FillAt {
    /// The open of the bar after the order.
    #[default]
    NextOpen,
    /// The close of the bar after the order.
    NextClose,
    /// The close of the bar on which the order was placed. That price was known when the order
    /// was placed, so it could not have been had: flattering, and here for comparison alone.
    SignalClose,
}

/// What happens to positions that are open after the last bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Finalise {
    /// They stay open, valued at the last close.
    Keep,
    /// They are closed at the last close.
    #[default]
    AtLastClose,
    /// They are closed at the open of the last bar, as `finalize_trades` of backtesting.py does.
    /// The price lies before the decision: for comparison alone.
    AtLastOpen,
}

/// Which numbers of units can be held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Units {
    /// Whole ones; sizes are cut towards 0.
    #[default]
    Whole,
    /// Any.
    Fractional,
}

/// How the account and its broker behave.
///
/// ```
/// use neuron_backtest::{BacktestConfig, Commission};
/// let config = BacktestConfig {
///     commission: Commission::proportional(0.002),
///     exclusive_orders: true,
///     ..BacktestConfig::with_cash(10_000.0)
/// };
/// assert_eq!(config.leverage, 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BacktestConfig {
    /// The cash at the start.
    pub cash: f64,
    /// What a fill costs.
    pub commission: Commission,
    /// By how much fills are worse than the price.
    pub slippage: Slippage,
    /// Where market orders fill.
    pub fill_at: FillAt,
    /// Whole or fractional units.
    pub units: Units,
    /// The largest gross exposure that an order may lead to, as a multiple of the equity: 1
    /// without leverage, 1 / margin with it.
    pub leverage: f64,
    /// Whether an order cancels the orders that wait for the same asset and closes its position.
    pub exclusive_orders: bool,
    /// What happens to open positions at the end.
    pub finalise: Finalise,
    /// The fee of a year for borrowed (short) units, as a share of their value. By the day,
    /// actual/365.
    pub borrow_rate: f64,
    /// The interest of a year on cash, as 0.03. The proceeds of short sales earn none.
    pub cash_rate: f64,
    /// The interest of a year on debt, as 0.06.
    pub debt_rate: f64,
    /// Whether to keep each order and each bar's positions, which the look-ahead test compares.
    pub keep_records: bool,
}

impl BacktestConfig {
    /// An account with this cash, no costs, no leverage, whole units, fills at the next open, and
    /// positions closed at the last close.
    #[must_use]
    pub const fn with_cash(cash: f64) -> Self {
        Self {
            cash,
            commission: Commission::proportional(0.0),
            slippage: Slippage::None,
            fill_at: FillAt::NextOpen,
            units: Units::Whole,
            leverage: 1.0,
            exclusive_orders: false,
            finalise: Finalise::AtLastClose,
            borrow_rate: 0.0,
            cash_rate: 0.0,
            debt_rate: 0.0,
            keep_records: false,
        }
    }

    pub(super) fn check(&self) -> Result<(), BacktestError> {
        let cash = self.cash;
        expect_setting(cash.is_finite() && cash > 0.0, "cash", cash, "an amount above 0")?;
        let leverage = self.leverage;
        expect_setting(
            leverage.is_finite() && leverage > 0.0,
            "leverage",
            leverage,
            "a multiple of the equity above 0, as 1 or 1 / margin",
        )?;
        let rates = [
            ("borrow_rate", self.borrow_rate),
            ("cash_rate", self.cash_rate),
            ("debt_rate", self.debt_rate),
        ];
        for (name, rate) in rates {
            let holds = rate.is_finite() && rate.abs() < 10.0;
            expect_setting(holds, name, rate, "a share of a year, as 0.03")?;
        }
        self.commission.check()?;
        self.slippage.check()
    }
}
