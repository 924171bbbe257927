//! A smooth function by table.

/// Values on a uniform grid, and cubics through the four nearest: error (3/128) h⁴ |f⁗|.
#[derive(Clone, Debug)]
pub(super) struct Table {
    low: f64,
    per_unit: f64,
    /// One node more than the range has at either end.
    values: Vec<f64>,
}

impl Table {
    /// `function` from `low` to `high` in `cells` cells, evaluated from left to right.
    pub(super) fn new(low: f64, high: f64, cells: usize, function: impl FnMut(f64) -> f64) -> Self {
        let h = (high - low) / cells as f64;
        let nodes = (0..cells + 3).map(|i| low + (i as f64 - 1.0) * h);
        Self { low, per_unit: 1.0 / h, values: nodes.map(function).collect() }
    }

    /// The function at `x`, or at the nearer end of the range.
    #[inline(always)]
    pub(super) fn at(&self, x: f64) -> f64 {
        let cells = self.values.len() - 3;
        let place = ((x - self.low) * self.per_unit).clamp(0.0, cells as f64);
        let cell = (place as usize).min(cells - 1);
        let t = place - cell as f64;
        let [a, b, c, d] = match self.values[cell..] {
            [a, b, c, d, ..] => [a, b, c, d],
            _ => [0.0; 4],
        };
        let (s, u, v) = (t - 1.0, t - 2.0, t + 1.0);
        -t * s * u / 6.0 * a + v * s * u / 2.0 * b - v * t * u / 2.0 * c + v * t * s / 6.0 * d
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cubics_are_exact_and_smooth_functions_close() {
        let cubic = |x: f64| 2.0 - x + 0.5 * x * x - 0.25 * x * x * x;
        let table = Table::new(-3.0, 5.0, 16, cubic);
        let sine = Table::new(-3.0, 5.0, 1024, f64::sin);
        for i in 0..=8_000 {
            let x = -3.0 + f64::from(i) / 1_000.0;
            assert!((table.at(x) - cubic(x)).abs() < 1e-12);
            assert!((sine.at(x) - x.sin()).abs() < 1e-10);
        }
        assert_eq!(sine.at(99.0), sine.at(5.0));
        assert_eq!(sine.at(-99.0), sine.at(-3.0));
    }
}
