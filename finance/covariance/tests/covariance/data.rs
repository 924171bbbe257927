//! Synthetic returns of a stated seed, the same bits as peers.py makes.

use nalgebra::DMatrix;
use neuron_covariance::{Covariance, Returns, estimators};

/// Knuth's MMIX generator, the upper 53 bits of each state as a number from 0 to 1.
pub(crate) struct Uniforms(u64);

impl Uniforms {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn draw(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 * 2.0_f64.powi(-53)
    }

    /// The sum of twelve uniforms less six: close to normal.
    pub(crate) fn bell(&mut self) -> f64 {
        let mut total = 0.0;
        for _ in 0..12 {
            total += self.draw();
        }
        total - 6.0
    }
}

pub(crate) fn names(count: usize) -> Vec<String> {
    (0..count).map(|i| char::from(b'A' + i as u8).to_string()).collect()
}

/// Two factors and noise.
pub(crate) fn table(seed: u64, rows: usize, assets: usize) -> DMatrix<f64> {
    let mut draws = Uniforms::new(seed);
    let mut table = DMatrix::zeros(rows, assets);
    for t in 0..rows {
        let (market, style) = (draws.bell(), draws.bell());
        for i in 0..assets {
            let own = draws.bell();
            let sign = if i % 2 == 0 { 1.0 } else { -1.0 };
            let size = 0.006 + 0.001 * i as f64;
            table[(t, i)] = 0.0004 + size * (0.6 * market + sign * 0.5 * style + 0.7 * own);
        }
    }
    table
}

/// The returns that peers.json speaks of.
pub(crate) fn returns() -> Returns {
    Returns::new(names(8), table(7, 120, 8)).unwrap()
}

/// A market of which asset `i` is `(i + 1) / 36`.
pub(crate) fn market() -> Vec<f64> {
    let table = table(7, 120, 8);
    table
        .row_iter()
        .map(|row| (0..8).map(|i| row[i] * (i + 1) as f64).sum::<f64>() / 36.0)
        .collect()
}

/// Their sample covariance per year.
pub(crate) fn covariance() -> Covariance {
    let method = estimators::Method::Sample { ddof: 1 };
    estimators::estimate(&returns(), &method, 252.0).unwrap().covariance
}
