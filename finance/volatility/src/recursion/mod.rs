//! The recursions of the variance, forwards and, for exact gradients, backwards.

mod backcast;
mod bounds;
mod egarch;
mod garch;

pub(crate) use backcast::backcast;
pub(crate) use bounds::VarianceBounds;
pub(crate) use egarch::{Egarch, MEAN_SIZE};
pub(crate) use garch::Garch;
