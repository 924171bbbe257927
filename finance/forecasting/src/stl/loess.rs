/// Local regression of degree 0 or 1 on evenly spaced values (Cleveland, Cleveland, McRae,
/// Terpenning, *STL: a seasonal-trend decomposition procedure based on loess*, 1990, §2).
#[derive(Debug, Clone, Copy)]
pub(super) struct Loess {
    /// Neighbours that count, odd; more than there are values widens the weights.
    pub(super) window: usize,
    /// Whether a line is fitted; else a mean.
    pub(super) line: bool,
}

impl Loess {
    /// Smoothed values at every place of `values`.
    pub(super) fn smooth(self, values: &[f64], weights: &mut Vec<f64>, into: &mut Vec<f64>) {
        into.clear();
        let n = values.len();
        let half = self.window / 2;
        for at in 0..n {
            let left = at.saturating_sub(half).min(n.saturating_sub(self.window));
            let right = (left + self.window).min(n);
            into.push(self.at(values, at as f64, left, right, weights).unwrap_or(values[at]));
        }
    }

    /// The fit at `place`, which may lie outside, from the values `left..right`.
    pub(super) fn at(
        self,
        values: &[f64],
        place: f64,
        left: usize,
        right: usize,
        weights: &mut Vec<f64>,
    ) -> Option<f64> {
        let n = values.len();
        let mut reach = (place - left as f64).max((right - 1) as f64 - place);
        if self.window > n {
            reach += ((self.window - n) / 2) as f64;
        }
        weights.clear();
        let mut total = 0.0;
        for at in left..right {
            let distance = (at as f64 - place).abs();
            let weight = if distance <= 0.001 * reach {
                1.0
            } else if distance <= 0.999 * reach {
                let cubed = (distance / reach).powi(3);
                (1.0 - cubed).powi(3)
            } else {
                0.0
            };
            weights.push(weight);
            total += weight;
        }
        if total <= 0.0 {
            return None;
        }
        weights.iter_mut().for_each(|weight| *weight /= total);
        if self.line {
            let centre: f64 = weights.iter().zip(left..).map(|(w, at)| w * at as f64).sum();
            let spread: f64 =
                weights.iter().zip(left..).map(|(w, at)| w * (at as f64 - centre).powi(2)).sum();
            // A line through what is nearly one place would be noise.
            if spread.sqrt() > 0.001 * (n - 1) as f64 {
                let tilt = (place - centre) / spread;
                for (weight, at) in weights.iter_mut().zip(left..) {
                    *weight *= 1.0 + tilt * (at as f64 - centre);
                }
            }
        }
        Some(weights.iter().zip(&values[left..right]).map(|(w, value)| w * value).sum())
    }
}
