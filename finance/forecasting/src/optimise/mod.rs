//! Minimisers of smooth and of rough functions of a few variables. Both are deterministic.

mod bfgs;
mod nelder_mead;

pub use bfgs::{Bfgs, Minimum};
pub use nelder_mead::NelderMead;

pub(crate) use bfgs::forward_difference;
