//! Forecasts as they would have been made: windows, and the proof that nothing looked ahead.
//!
//! A *pipeline* is everything from the panel to the forecasts, scalers and choices included. It is
//! given the whole panel and the [`Window`], and has to use only what was known at its origin:
//! [`check_look_ahead`] scrambles everything after the origin and demands the same bits. The
//! wrappers [`truncated`] and [`local`] make pipelines that see only the past to begin with.

mod calibrated;
mod learnt_combination;
mod look_ahead;
mod pipeline;
mod plan;
mod run;
mod scores;

pub use calibrated::{calibrated, recalibrated};
pub use learnt_combination::{
    Candidate, LearntWeights, WeightRule, learn_weights, learnt_combination,
};
pub use look_ahead::{check_look_ahead, scramble_future};
pub use pipeline::{ModelError, local, truncated};
pub use plan::{Training, Window, WindowPlan};
pub use run::{Backtest, WindowForecasts, backtest};
pub use scores::BacktestScores;
