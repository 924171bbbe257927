//! Synthetic returns by a formula that a few lines of any language repeat, so that other
//! implementations can be run on the same numbers.

/// Knuth's MMIX congruential generator with Box and Muller's normals, one in ten of them wider.
struct Generator(u64);

impl Generator {
    fn uniform(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / 2.0_f64.powi(53)
    }

    fn innovation(&mut self) -> f64 {
        let (a, b, c) = (self.uniform(), self.uniform(), self.uniform());
        let normal = (-2.0 * a.ln()).sqrt() * (2.0 * std::f64::consts::PI * b).cos();
        normal * if c < 0.1 { 1.8 } else { 0.85 }
    }
}

/// Returns with GJR-GARCH variance.
pub(crate) fn gjr(length: usize, seed: u64) -> Vec<f64> {
    let (mut generator, mut v) = (Generator(seed), 1.0_f64);
    let day = |_| {
        let e = v.sqrt() * generator.innovation();
        v = 0.03 + 0.04 * e * e + if e < 0.0 { 0.09 * e * e } else { 0.0 } + 0.87 * v;
        0.05 + e
    };
    (0..length).map(day).collect()
}

/// Returns with EGARCH variance.
pub(crate) fn egarch(length: usize, seed: u64) -> Vec<f64> {
    let (mut generator, mut log_v) = (Generator(seed), 0.0_f64);
    let day = |_| {
        let z = generator.innovation();
        let y = 0.05 + (log_v / 2.0).exp() * z;
        let size = z.abs() - (2.0 / std::f64::consts::PI).sqrt();
        log_v = 0.01 + 0.15 * size - 0.09 * z + 0.96 * log_v;
        y
    };
    (0..length).map(day).collect()
}

#[test]
fn the_series_are_those_of_the_reference_runs() {
    // The same formulas in Python 3, printed.
    let (y, x) = (gjr(2000, 1), egarch(2000, 2));
    for (found, expected) in [
        (y[0], -1.06274572),
        (y[1], 0.39175246),
        (y[1999], 0.195_554_503_329_704_25),
        (x[0], 0.58545044),
        (x[1999], 1.405_589_515_114_9),
    ] {
        assert!((found - expected).abs() < 1e-8, "{found} and {expected}");
    }
}
