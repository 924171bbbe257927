//! Smooth random deformation: displacements drawn at the points of a coarse grid, interpolated by
//! cubic convolution (Ronneberger et al., *U-Net*, 2015; Keys, *Cubic convolution interpolation*,
//! 1981).

use neuron_random::ChaCha8Rng;
use neuron_random::distributions::{Distribution, StandardNormal};

/// How far each pixel of a tile is taken from where it would be, in rows and columns.
pub(super) struct Displacement {
    points: Vec<[f32; 2]>,
    across: usize,
    spacing: usize,
}

impl Displacement {
    /// Draws displacements of a standard deviation in pixels at points `spacing` pixels apart.
    pub(super) fn draw(tile: usize, spacing: usize, deviation: f64, rng: &mut ChaCha8Rng) -> Self {
        // One point before the tile and two behind the last one within it.
        let across = tile.div_ceil(spacing.max(1)) + 3;
        let mut normal = || {
            let value: f32 = StandardNormal.sample(rng);
            value * deviation as f32
        };
        let points = (0..across * across).map(|_| [normal(), normal()]).collect();
        Self { points, across, spacing: spacing.max(1) }
    }

    /// Of the pixel in a row and column of the tile: rows down, columns to the right.
    pub(super) fn at(&self, row: usize, column: usize) -> [f32; 2] {
        let ((top, vertical), (left, horizontal)) = (self.weights(row), self.weights(column));
        let mut sum = [0.0; 2];
        for (i, down) in vertical.iter().enumerate() {
            for (j, across) in horizontal.iter().enumerate() {
                let point = self.points[(top + i) * self.across + left + j];
                let weight = down * across;
                sum = [sum[0] + weight * point[0], sum[1] + weight * point[1]];
            }
        }
        sum
    }

    /// The first of four points about a place, and their weights: Keys' kernel with a = -1/2.
    fn weights(&self, place: usize) -> (usize, [f32; 4]) {
        let t = (place % self.spacing) as f32 / self.spacing as f32;
        let (t2, t3) = (t * t, t * t * t);
        let weights = [
            -0.5 * t3 + t2 - 0.5 * t,
            1.5 * t3 - 2.5 * t2 + 1.0,
            -1.5 * t3 + 2.0 * t2 + 0.5 * t,
            0.5 * t3 - 0.5 * t2,
        ];
        (place / self.spacing, weights)
    }
}
