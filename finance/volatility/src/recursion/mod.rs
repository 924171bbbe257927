//! The recursions of the variance, forwards and, for exact gradients, backwards.

mod backcast;
mod bounds;
mod egarch;
mod garch;

pub(crate) use backcast::backcast;
pub(crate) use bounds::VarianceBounds;
pub(crate) use egarch::{Egarch, Lane, LawInformation, MEAN_SIZE, Sensitivities, filter_abreast};
pub(crate) use garch::Garch;
