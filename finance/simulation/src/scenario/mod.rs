//! What would happen if: named shocks, and history over again.

mod replay;
mod stress;

pub use replay::{Replay, replay};
pub use stress::{AssetLoss, Scenario, ScenarioLoss};
