//! An event-driven back-tester of strategies, and tests against fooling oneself.
//!
//! | module | what |
//! |-|-|
//! | [`Bars`], [`AssetBars`] | prices of several assets on common times, checked |
//! | [`backtest`], [`BacktestConfig`] | the account: orders, fills, costs, interest, leverage |
//! | [`Strategy`], [`strategies`] | what decides from the past alone, and ready ones |
//! | [`indicators`] | moving averages, oscillators, channels |
//! | [`tear_sheet`] | the statistics of an equity curve and its trades |
//! | [`search`] | grids and random points in parallel, walk-forward |
//! | [`overfitting`] | purged splits, PBO, deflated Sharpe ratio, reality check |
//! | [`look_ahead`] | whether anything sees the future |
//!
//! Results depend on the data, the settings and the seeds alone: not on threads, not on time.
#![forbid(unsafe_code)]

mod bars;
pub mod calendar;
mod engine;
mod error;
pub mod indicators;
pub mod look_ahead;
pub mod overfitting;
pub mod search;
pub mod strategies;
mod strategy;
pub mod tear_sheet;

pub use bars::{AssetBars, Bars};
pub use engine::{
    BacktestConfig, Commission, Fill, FillAt, Finalise, Kind, OpenPosition, Order, Orders, Outcome,
    PlacedOrder, Records, Rejection, RejectionReason, Size, Slippage, Trade, Units, View, backtest,
};
pub use error::BacktestError;
pub use strategy::Strategy;
