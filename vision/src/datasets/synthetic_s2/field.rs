//! Smooth random fields.

use super::SIDE;
use neuron_random::{ChaCha8Rng, Rng};

/// A field of values in 0 to 1 that changes over some `scale` pixels: random values on a lattice,
/// interpolated smoothly (K. Perlin, *An image synthesizer*, 1985, with values for gradients).
pub(super) fn field(scale: f32, rng: &mut ChaCha8Rng) -> Vec<f32> {
    let cells = (SIDE as f32 / scale).ceil() as usize + 2;
    let lattice: Vec<f32> = (0..cells * cells).map(|_| rng.random()).collect();
    let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
    let mut values = Vec::with_capacity(SIDE * SIDE);
    for row in 0..SIDE {
        for column in 0..SIDE {
            let (y, x) = (row as f32 / scale, column as f32 / scale);
            let (i, j) = (y as usize, x as usize);
            let (v, u) = (smooth(y.fract()), smooth(x.fract()));
            let at = |i: usize, j: usize| lattice[i * cells + j];
            let top = at(i, j) + u * (at(i, j + 1) - at(i, j));
            let bottom = at(i + 1, j) + u * (at(i + 1, j + 1) - at(i + 1, j));
            values.push(top + v * (bottom - top));
        }
    }
    values
}

/// The value below which the share `share` of a field lies.
pub(super) fn level(field: &[f32], share: f32) -> f32 {
    let mut sorted = field.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted[((sorted.len() - 1) as f32 * share.clamp(0.0, 1.0)) as usize]
}
