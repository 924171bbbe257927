use super::SIDE;
use super::canvas::{Canvas, ellipse, spot};
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_random::{ChaCha8Rng, Rng};
use std::f32::consts::TAU;

/// One picture `[row, column]`, with an opacity or without.
pub(super) fn picture(opacity: bool, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut canvas = Canvas(vec![0.62; SIDE * SIDE]);
    canvas.texture(12.0, 0.10, rng);
    canvas.texture(4.0, 0.05, rng);
    let fields = fields(&mut canvas, rng);
    stripes(&mut canvas, rng);
    distractors(&mut canvas, rng);
    // Drawn in either case, so that both classes have the same ground.
    let field = fields[rng.random_range(0..fields.len())];
    let centre = [
        field.centre[0] + field.radii[0] * rng.random_range(-0.7..0.7),
        field.centre[1] + field.radii[1] * rng.random_range(-0.6..0.6),
    ];
    let (radius, height) = (rng.random_range(1.8..3.6), rng.random_range(0.10..0.26));
    if opacity {
        canvas.add(|row, column| height * spot([row, column], centre, radius));
    }
    expose(canvas, rng)
}

/// A dark field of the ground.
#[derive(Clone, Copy)]
struct Dark {
    centre: [f32; 2],
    radii: [f32; 2],
}

/// Two dark fields, side by side.
fn fields(canvas: &mut Canvas, rng: &mut ChaCha8Rng) -> [Dark; 2] {
    let depth = rng.random_range(0.26..0.38);
    [0.28f32, 0.72].map(|across| {
        let mut about = |middle: f32, most: f32| middle + rng.random_range(-most..=most);
        let side = SIDE as f32;
        let dark = Dark {
            centre: [about(0.5, 0.05) * side, about(across, 0.04) * side],
            radii: [about(0.36, 0.04) * side, about(0.16, 0.025) * side],
        };
        canvas.add(|row, column| -depth * ellipse([row, column], dark.centre, dark.radii));
        dark
    })
}

/// Bent stripes across the picture.
fn stripes(canvas: &mut Canvas, rng: &mut ChaCha8Rng) {
    let (height, bend) = (rng.random_range(0.02..0.06), rng.random_range(0.01..0.04));
    let (period, phase) = (rng.random_range(3.5..5.5), rng.random_range(0.0..TAU));
    canvas.add(|row, column| {
        let across = (column - SIDE as f32 / 2.0).powi(2) * bend;
        height * (TAU * (row + across) / period + phase).sin()
    });
}

/// What is no opacity: small spots, and a line.
fn distractors(canvas: &mut Canvas, rng: &mut ChaCha8Rng) {
    let mut place = || rng.random_range(3.0..SIDE as f32 - 3.0);
    let spots: [[f32; 2]; 3] = std::array::from_fn(|_| [place(), place()]);
    let (from, across) = (place(), place());
    for centre in spots {
        let (radius, height) = (rng.random_range(0.5..1.0), rng.random_range(0.0..0.3));
        canvas.add(|row, column| height * spot([row, column], centre, radius));
    }
    let (slope, height) = (rng.random_range(-0.6f32..0.6), rng.random_range(0.0..0.2));
    canvas.add(|row, column| {
        let apart = (row - from - slope * (column - across)).abs();
        height * (-apart * apart).exp()
    });
}

/// Noise, exposure, and the eight bits of a file.
fn expose(mut canvas: Canvas, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let noise = rng.random_range(0.015..0.05);
    let (gain, offset) = (rng.random_range(0.8..1.2f32), rng.random_range(-0.08..0.08));
    for value in &mut canvas.0 {
        let drawn: f32 = StandardNormal.sample(rng);
        *value = (*value + noise * drawn) * gain + offset;
    }
    canvas.0.iter().map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
}
