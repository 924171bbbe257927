//! What a satellite makes of the ground: blur, light, haze, noise, clouds.

use super::SIDE;
use super::cover::REFLECTANCE;
use super::field::field;
use neuron_random::ChaCha8Rng;
use neuron_random::Rng;
use neuron_random::distributions::{Distribution, StandardNormal};

/// Share of blue light that haze adds, band by band.
const HAZE: [f32; 6] = [1.0, 0.7, 0.5, 0.15, 0.05, 0.03];

/// Thickness from which on a cloud hides the ground from view.
const THICK: f32 = 0.1;

/// What is the same at each visit of a scene, whatever covers it.
pub(super) struct Ground {
    /// Of each cover, the factor of each band.
    pub(super) shades: Vec<f32>,
    /// How bright each pixel is, 0 to 1.
    pub(super) rough: Vec<f32>,
}

impl Ground {
    pub(super) fn draw(rng: &mut ChaCha8Rng) -> Self {
        // Seasons and soils differ from scene to scene: each cover has its own factor in each.
        let shades = (0..REFLECTANCE.len() * 6).map(|_| (normal(rng) * 0.16).exp()).collect();
        // The same roughness on every cover: how much a patch varies says nothing of the class.
        Self { shades, rough: field(1.6, rng) }
    }
}

/// One visit.
pub(super) struct View {
    /// Digital numbers, `[band, row, column]`.
    pub(super) numbers: Vec<u16>,
    /// Where clouds hide the ground, `[row, column]`.
    pub(super) clouded: Vec<bool>,
}

fn normal(rng: &mut ChaCha8Rng) -> f32 {
    StandardNormal.sample(rng)
}

/// Digital numbers of a scene whose pixels have the covers `land`.
pub(super) fn observe(land: &[u8], rng: &mut ChaCha8Rng) -> Vec<u16> {
    let ground = Ground::draw(rng);
    view(land, &ground, [0.0; 2], rng).numbers
}

/// A visit that sees a scene `shift` rows down and columns to the right of where it lies. Light, haze, clouds
/// and noise are its own.
pub(super) fn view(land: &[u8], ground: &Ground, shift: [f32; 2], rng: &mut ChaCha8Rng) -> View {
    let light = (normal(rng) * 0.28).exp();
    let haze = rng.random_range(0.0..0.05f32);
    let cloud = rng.random_bool(0.08).then(|| field(18.0, rng));
    let thick =
        |at: usize| cloud.as_ref().map_or(0.0, |cloud| ((cloud[at] - 0.72) * 6.0).clamp(0.0, 1.0));
    let mut numbers = Vec::with_capacity(6 * SIDE * SIDE);
    for band in 0..6 {
        let mut sharp: Vec<f32> = land
            .iter()
            .zip(&ground.rough)
            .map(|(&cover, &rough)| {
                let cover = usize::from(cover);
                REFLECTANCE[cover][band] * ground.shades[cover * 6 + band] * (0.7 + 0.6 * rough)
            })
            .collect();
        if shift != [0.0; 2] {
            sharp = shifted(&sharp, shift);
        }
        let gain = light * (normal(rng) * 0.09).exp();
        for at in 0..SIDE * SIDE {
            let mut value = blurred(&sharp, at / SIDE, at % SIDE) * gain + haze * HAZE[band];
            if cloud.is_some() {
                value += thick(at) * (0.55 - value);
            }
            value += normal(rng) * (0.004 + 0.03 * value);
            numbers.push((value.clamp(0.0, 1.5) * 10_000.0) as u16);
        }
    }
    let clouded = (0..SIDE * SIDE).map(|at| thick(at) > THICK).collect();
    View { numbers, clouded }
}

/// A band moved by parts of pixels, bilinear; what comes from outside is the edge.
fn shifted(sharp: &[f32], [down, right]: [f32; 2]) -> Vec<f32> {
    let last = SIDE - 1;
    let place = |at: usize, by: f32| {
        let from = (at as f32 - by).clamp(0.0, last as f32);
        let start = from as usize;
        (start, (start + 1).min(last), from - start as f32)
    };
    let mut moved = Vec::with_capacity(sharp.len());
    for row in 0..SIDE {
        let (top, bottom, v) = place(row, down);
        for column in 0..SIDE {
            let (left, right, u) = place(column, right);
            let across = |row: usize| {
                let (a, b) = (sharp[row * SIDE + left], sharp[row * SIDE + right]);
                a + u * (b - a)
            };
            moved.push(across(top) + v * (across(bottom) - across(top)));
        }
    }
    moved
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
