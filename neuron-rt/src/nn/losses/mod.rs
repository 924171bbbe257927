//! Losses: one number a sample, and what a batch makes of them.
//!
//! Everything here is computed in at least f32. The mean over a batch, in which each sample counts
//! by its weight, is a [`Loss`]: see [`Loss::mean`].

mod bce;
mod cross_entropy;
mod dice;
mod flatten;
mod focal;
mod huber;
mod mean;
mod mse;
mod quantile;

pub use bce::BceWithLogits;
pub use cross_entropy::{CrossEntropy, soft_cross_entropy};
pub use dice::dice;
pub use focal::{focal, focal_with_logits};
pub use huber::huber;
pub use mean::Loss;
pub use mse::mse;
pub use quantile::quantile;
