use crate::NUMBERS;
use crate::numbers::numbers;
use neuron_variant_calling::UncertainCall;
use neuron_variant_calling::tensor::{Channel, PileupTensor};

/// Steps of a pileup's values from 0 to 1: qualities are sixtieths, bases quarters, insertions tenths, so that no value
/// is rounded.
const STEPS: f32 = 120.0;

/// What a network is told of a call. Rows without a read take no memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// ln of the probabilities of 0/0, 0/1 and 1/1.
    pub(crate) ln_posterior: [f64; 3],
    pub(crate) numbers: [f32; NUMBERS],
    /// Rows of each channel that are kept.
    kept: usize,
    rows: usize,
    columns: usize,
    /// `[channel, kept, columns]`
    steps: Vec<u8>,
}

impl Evidence {
    /// Takes what is known of a call.
    #[must_use]
    pub fn of(call: &UncertainCall) -> Self {
        let [_, rows, columns] = call.pileup.shape();
        let kept =
            (0..rows).rev().find(|row| has_read(&call.pileup, *row)).map_or(0, |row| row + 1);
        let steps = Channel::ALL
            .into_iter()
            .flat_map(|channel| {
                let start = channel as usize * rows * columns;
                call.pileup.values()[start..start + kept * columns].iter()
            })
            .map(|value| (value * STEPS).round() as u8)
            .collect();
        Self { ln_posterior: call.ln_posterior, numbers: numbers(call), kept, rows, columns, steps }
    }

    /// Writes the pileup, `[channels, rows, columns]`.
    pub(crate) fn unpack(&self, values: &mut [f32]) {
        values.fill(0.0);
        let (plane, part) = (self.rows * self.columns, self.kept * self.columns);
        if part == 0 {
            return;
        }
        for (target, source) in values.chunks_mut(plane).zip(self.steps.chunks(part)) {
            for (value, step) in target.iter_mut().zip(source) {
                *value = f32::from(*step) / STEPS;
            }
        }
    }
}

/// Whether a row is that of a read, or of the reference.
fn has_read(pileup: &PileupTensor, row: usize) -> bool {
    let [_, _, columns] = pileup.shape();
    (0..columns).any(|column| pileup.at(Channel::MappingQuality, row, column) > 0.0)
}
