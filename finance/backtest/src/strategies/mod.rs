//! Ready strategies. Each places target weights, so it works with or without exclusive orders.

mod buy_and_hold;
mod donchian_breakout;
mod mean_reversion;
mod momentum_rotation;
mod pairs;
mod ready;
mod ready_parameters;
mod rebalance;
mod schedule;
mod sma_cross;
mod trailed;

pub use buy_and_hold::BuyAndHold;
pub use donchian_breakout::DonchianBreakout;
pub use mean_reversion::MeanReversion;
pub use momentum_rotation::MomentumRotation;
pub use pairs::Pairs;
pub use ready::ReadyStrategy;
pub use rebalance::Rebalance;
pub use schedule::Schedule;
pub use sma_cross::SmaCross;
pub use trailed::Trailed;
