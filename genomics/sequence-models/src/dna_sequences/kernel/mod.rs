//! Kernel ridge regression on the training sequences, beside the network: sequences that are alike where it counts are of
//! one class. It is solved at once, not trained, and is frozen.

mod fit;
mod layer;
mod ridge;
mod solved;
mod weighted_degree;

pub(super) use layer::KernelLayer;
pub(super) use solved::solved;
pub(super) use weighted_degree::LONGEST_WORD;

/// Most training sequences that it may keep: the similarities of all pairs are in memory, 8 bytes each.
pub(super) const MOST_KEPT: usize = 8192;
