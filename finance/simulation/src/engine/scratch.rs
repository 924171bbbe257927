//! What sixteen paths carry along.

use super::plan::Plan;
use crate::generator::{LANES, Real};

/// Buffers of one block of paths; rows of [`LANES`] values each.
#[derive(Clone, Debug)]
pub(super) struct Scratch<F> {
    /// Normals of the step, an asset a row, rounded up to a multiple of four rows.
    pub(super) normals: Vec<F>,
    /// Further normals of the step, of the same size.
    pub(super) others: Vec<F>,
    /// Random words of the step, of the same size.
    pub(super) words: Vec<u32>,
    /// Gross returns of the step, an asset a row.
    pub(super) gross: Vec<F>,
    /// Each asset's variance for the coming step, where filters have one.
    pub(super) variance: Vec<F>,
    /// The row of history at which each lane stands.
    pub(super) place: [u32; LANES],
    /// Each asset's price in units of the first; or its gain so far.
    pub(super) assets: Vec<F>,
    /// Normals of all steps, where a net gives them at once.
    pub(super) path: Vec<F>,
}

impl<F: Real> Scratch<F> {
    pub(super) fn new(plan: &Plan<F>) -> Self {
        let assets = plan.weights.len();
        let rows = assets.next_multiple_of(4);
        let path = if plan.net.is_some() { plan.steps * assets * LANES } else { 0 };
        Self {
            normals: vec![F::ZERO; rows * LANES],
            others: vec![F::ZERO; rows * LANES],
            words: vec![0; rows * LANES],
            gross: vec![F::ONE; assets * LANES],
            variance: vec![F::ZERO; assets * LANES],
            place: [0; LANES],
            assets: vec![F::ZERO; assets * LANES],
            path: vec![F::ZERO; path],
        }
    }
}
