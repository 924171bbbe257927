use super::SIDE;
use neuron_random::{ChaCha8Rng, Rng};

/// Brightness of each pixel, about 0 to 1.
pub(super) struct Canvas(pub(super) Vec<f32>);

impl Canvas {
    /// Adds what `shade` says of each pixel, at its row and column.
    pub(super) fn add(&mut self, shade: impl Fn(f32, f32) -> f32) {
        for (at, value) in self.0.iter_mut().enumerate() {
            *value += shade((at / SIDE) as f32, (at % SIDE) as f32);
        }
    }

    /// Adds a smooth random field between `-height` and `height` that changes over some `scale`
    /// pixels: random values on a lattice, between which it is smooth.
    pub(super) fn texture(&mut self, scale: f32, height: f32, rng: &mut ChaCha8Rng) {
        let cells = (SIDE as f32 / scale).ceil() as usize + 2;
        let lattice: Vec<f32> =
            (0..cells * cells).map(|_| rng.random_range(-height..=height)).collect();
        let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
        self.add(|row, column| {
            let (y, x) = (row / scale, column / scale);
            let (i, j) = (y as usize, x as usize);
            let (v, u) = (smooth(y.fract()), smooth(x.fract()));
            let at = |i: usize, j: usize| lattice[i * cells + j];
            let top = at(i, j) + u * (at(i, j + 1) - at(i, j));
            let bottom = at(i + 1, j) + u * (at(i + 1, j + 1) - at(i + 1, j));
            top + v * (bottom - top)
        });
    }
}

/// 1 well within an ellipse, 0 well outside, and soft between.
pub(super) fn ellipse(at: [f32; 2], centre: [f32; 2], radii: [f32; 2]) -> f32 {
    let part = |axis: usize| ((at[axis] - centre[axis]) / radii[axis]).powi(2);
    1.0 / (1.0 + (8.0 * ((part(0) + part(1)).sqrt() - 1.0)).exp())
}

/// A soft spot, 1 in its middle.
pub(super) fn spot(at: [f32; 2], centre: [f32; 2], radius: f32) -> f32 {
    let square = (at[0] - centre[0]).powi(2) + (at[1] - centre[1]).powi(2);
    (-square / (2.0 * radius * radius)).exp()
}
