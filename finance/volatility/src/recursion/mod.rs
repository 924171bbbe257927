//! The recursions of the variance, forwards and, for exact gradients, backwards.

mod backcast;
mod bounds;
pub(crate) mod egarch;
pub(crate) mod garch;
mod sensitivities;

pub(crate) use backcast::backcast;
pub(crate) use bounds::VarianceBounds;
pub(crate) use egarch::{Egarch, MEAN_SIZE};
pub(crate) use garch::Garch;
pub(crate) use sensitivities::{Filtered, Given, LawInformation, Sensitivities};
