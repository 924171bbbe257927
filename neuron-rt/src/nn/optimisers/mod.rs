//! Optimisers: from a parameter, its gradient and its moments to their next values.

mod adamw;
mod clip;
mod group;
mod lion;
mod pattern;
mod sgd;
mod update;

pub use adamw::AdamW;
pub use clip::{clip_factor, global_norm};
pub use group::Group;
pub(super) use group::{Rule, rules};
pub use lion::Lion;
pub use sgd::Sgd;
pub use update::{Optimiser, Update, Updated};
