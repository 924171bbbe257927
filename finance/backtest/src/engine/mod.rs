//! The account and what happens on each bar.

mod account;
mod broker;
mod commission;
mod config;
mod fill;
mod order;
mod outcome;
mod run;
mod slippage;
mod view;

pub use commission::Commission;
pub use config::{BacktestConfig, FillAt, Finalise, Units};
pub use fill::{Fill, Rejection, RejectionReason, Trade};
pub use order::{Kind, Order, Orders, PlacedOrder, Size};
pub use outcome::{OpenPosition, Outcome, Records};
pub use run::backtest;
pub use slippage::Slippage;
pub use view::View;
