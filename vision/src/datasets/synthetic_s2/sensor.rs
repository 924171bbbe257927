//! What a satellite makes of the ground: blur, light, haze, noise, clouds.

use super::SIDE;
use super::cover::REFLECTANCE;
use super::field::field;
use neuron_random::ChaCha8Rng;
use neuron_random::Rng;
use neuron_random::distributions::{Distribution, StandardNormal};

/// Share of blue light that haze adds, band by band.
const HAZE: [f32; 6] = [1.0, 0.7, 0.5, 0.15, 0.05, 0.03];

/// Digital numbers of a scene whose pixels have the covers `land`.
pub(super) fn observe(land: &[u8], rng: &mut ChaCha8Rng) -> Vec<u16> {
    let normal = |rng: &mut ChaCha8Rng| -> f32 { StandardNormal.sample(rng) };
    // Seasons and soils differ from scene to scene: each cover has its own factor in each.
    let shades: Vec<f32> = (0..REFLECTANCE.len() * 6).map(|_| (normal(rng) * 0.16).exp()).collect();
    // The same roughness on every cover: how much a patch varies says nothing of the class.
    let rough = field(1.6, rng);
    let light = (normal(rng) * 0.28).exp();
    let haze = rng.random_range(0.0..0.05f32);
    let cloud = rng.random_bool(0.08).then(|| field(18.0, rng));
    let mut numbers = Vec::with_capacity(6 * SIDE * SIDE);
    for band in 0..6 {
        let sharp: Vec<f32> = land
            .iter()
            .zip(&rough)
            .map(|(&cover, &rough)| {
                let cover = usize::from(cover);
                REFLECTANCE[cover][band] * shades[cover * 6 + band] * (0.7 + 0.6 * rough)
            })
            .collect();
        let gain = light * (normal(rng) * 0.09).exp();
        for at in 0..SIDE * SIDE {
            let mut value = blurred(&sharp, at / SIDE, at % SIDE) * gain + haze * HAZE[band];
            if let Some(cloud) = &cloud {
                let thick = ((cloud[at] - 0.72) * 6.0).clamp(0.0, 1.0);
                value += thick * (0.55 - value);
            }
            value += normal(rng) * (0.004 + 0.03 * value);
            numbers.push((value.clamp(0.0, 1.5) * 10_000.0) as u16);
        }
    }
    numbers
}

/// The point-spread function: a third of each pixel comes from its neighbours.
fn blurred(sharp: &[f32], row: usize, column: usize) -> f32 {
    let mut sum = 0.0;
    let mut weights = 0.0;
    for (down, weight_down) in [(-1i32, 0.18f32), (0, 0.64), (1, 0.18)] {
        for (right, weight_right) in [(-1i32, 0.18f32), (0, 0.64), (1, 0.18)] {
            let (y, x) = (row as i32 + down, column as i32 + right);
            if (0..SIDE as i32).contains(&y) && (0..SIDE as i32).contains(&x) {
                let weight = weight_down * weight_right;
                sum += weight * sharp[y as usize * SIDE + x as usize];
                weights += weight;
            }
        }
    }
    sum / weights
}
