//! Test-time views: an image is classified in each of several symmetries, and the probabilities
//! are averaged.

use crate::augment::Symmetry;
use neuron_data::examples::{Draw, Examples, Field, Slot};
use std::sync::Arc;

/// Examples seen under one symmetry.
pub(super) struct View {
    pub(super) examples: Arc<dyn Examples>,
    pub(super) symmetry: Symmetry,
}

impl Examples for View {
    fn len(&self) -> usize {
        self.examples.len()
    }

    fn fields(&self) -> Vec<Field> {
        self.examples.fields()
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.examples.load(index, draw, slots)?;
        for (field, slot) in self.fields().iter().zip(slots) {
            if let (Slot::F32(image), &[bands, height, width]) = (slot, field.shape.as_slice()) {
                self.symmetry.apply(image, [bands, height, width]);
            }
        }
        Ok(())
    }
}

/// Adds the softmax of each row of `logits` to `sums`.
pub(super) fn add_probabilities(sums: &mut Vec<f64>, logits: &[f32], classes: usize) {
    sums.resize(logits.len(), 0.0);
    for (sums, row) in sums.chunks_mut(classes).zip(logits.chunks(classes)) {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers: Vec<f64> = row.iter().map(|&v| f64::from(v - top).exp()).collect();
        let total: f64 = powers.iter().sum();
        for (sum, power) in sums.iter_mut().zip(powers) {
            *sum += power / total;
        }
    }
}
