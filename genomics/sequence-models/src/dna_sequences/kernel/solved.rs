use super::fit::fit;
use super::layer::{SEQUENCES, WEIGHTS};
use super::weighted_degree::NO_BASE;
use neuron_rt::Buffer;
use neuron_rt::graph::{DType, TensorType};
use neuron_sequence_features::tokenizers::SpecialTokens;

/// What the layer keeps of training sequences, by name: `tokens` are `[n, length]`, of single bases.
pub(in super::super) fn solved(
    tokens: &[i32],
    length: usize,
    labels: &[u32],
    classes: usize,
) -> [(String, Buffer); 2] {
    let windows: Vec<Vec<u8>> =
        tokens.chunks(length).map(|ids| ids.iter().map(|&id| base(id)).collect()).collect();
    let weights = fit(&windows, labels, classes);
    let sequences: Vec<f32> = tokens.iter().map(|&id| id as f32).collect();
    let buffer = |columns: usize, values: &[f32]| {
        Buffer::from_slice(TensorType::new(DType::F32, [labels.len(), columns]), values)
    };
    [
        (format!("kernel.{SEQUENCES}"), buffer(length, &sequences)),
        (format!("kernel.{WEIGHTS}"), buffer(classes, &weights)),
    ]
}

/// The base of a token: 0 to 3, and [`NO_BASE`] for every other.
fn base(id: i32) -> u8 {
    u8::try_from(id - SpecialTokens::COUNT as i32).unwrap_or(NO_BASE).min(NO_BASE)
}
