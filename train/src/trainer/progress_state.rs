//! How far a run is: with the tensors, all that a resumed run needs.

use serde::{Deserialize, Serialize};

/// The trainer's state between two steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgressState {
    /// Steps done.
    pub(super) step: u64,
    /// Epoch under way, from 0.
    pub(super) epoch: u32,
    /// Batches of that epoch done.
    pub(super) batch: usize,
    /// Sum of the losses of that epoch's steps, and of their weights.
    pub(super) loss_sum: f64,
    pub(super) loss_count: f64,
    /// Best value of the monitored metric, and its step.
    pub(super) best: Option<(f64, u64)>,
    /// Epochs since then.
    pub(super) stale: u32,
    /// Training has ended.
    pub(super) finished: bool,
}
