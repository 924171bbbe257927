//! Attention with linear biases (Press et al., *Train short, test long*, 2022), to both sides.

use neuron_rt::graph::{Builder, DType, Literal, Result, Tensor};

/// How fast each head's scores fall with distance: `2^(-8/n), 2^(-16/n), …` for `n` heads, a power of two; of any
/// other number, those of the power below, and then every other one of the power above.
///
/// ```
/// use neuron_sequence_models::models::alibi_slopes;
/// assert_eq!(alibi_slopes(4), [0.25, 0.0625, 0.015625, 0.00390625]);
/// assert_eq!(alibi_slopes(6)[4..], [0.5, 0.125]);
/// ```
#[must_use]
pub fn alibi_slopes(heads: usize) -> Vec<f64> {
    let of = |power: usize| (1..=power).map(move |head| (-8.0 * head as f64 / power as f64).exp2());
    if heads == 0 {
        return Vec::new();
    }
    let below = 1 << heads.ilog2();
    of(below).chain(of(2 * below).step_by(2)).take(heads).collect()
}

/// What is added to scores: `-slope · |i - j|`, f32 `[1, heads, length, length]`.
pub(super) fn distances(builder: &Builder, heads: usize, length: usize) -> Result<Tensor> {
    let places = |axis| builder.iota(DType::F32, [1, 1, length, length], axis);
    let apart = places(2)?.sub(&places(3)?)?.abs()?;
    let falls: Vec<f32> = alibi_slopes(heads).iter().map(|&slope| -slope as f32).collect();
    apart.mul(&builder.constant(Literal::from_f32([1, heads, 1, 1], &falls)?))
}
