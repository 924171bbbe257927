use crate::graph::{Result, Tensor};
use std::fmt;

/// How parameters are changed by their gradients.
pub trait Optimiser: fmt::Debug + Send + Sync {
    /// Names of the tensors that are kept for each parameter, of its shape, zeros at first; such as
    /// `adamw.m`.
    fn moments(&self) -> Vec<&'static str>;

    /// Weight decay of parameters that no group says otherwise of.
    fn decay(&self) -> f64;

    /// Records one parameter's update.
    ///
    /// # Errors
    /// None that a valid update could cause.
    fn update(&self, update: &Update<'_>) -> Result<Updated>;
}

/// What an update is made from.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a> {
    /// The kept weight.
    pub parameter: &'a Tensor,
    /// Its gradient, of its type.
    pub gradient: &'a Tensor,
    /// Its moments, in the order of [`Optimiser::moments`].
    pub moments: &'a [Tensor],
    /// Learning rate: f32, a scalar.
    pub rate: &'a Tensor,
    /// Number of this step, from 1: f32, a scalar.
    pub step: &'a Tensor,
    /// Weight decay.
    pub decay: f64,
}

/// What an update makes.
#[derive(Clone, Debug)]
pub struct Updated {
    /// The new weight.
    pub parameter: Tensor,
    /// The new moments.
    pub moments: Vec<Tensor>,
}

impl Updated {
    /// From a composite's results: the parameter, then the moments.
    pub(super) fn from_results(results: Vec<Tensor>, before: &Tensor) -> Self {
        let mut results = results.into_iter();
        let parameter = results.next().unwrap_or_else(|| before.clone());
        Self { parameter, moments: results.collect() }
    }
}
