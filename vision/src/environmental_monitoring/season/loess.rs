//! Locally weighted regression of values at the places 1, 2, … (Cleveland, 1979), as STL takes it.

/// How to smooth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loess {
    /// Neighbours that a value is smoothed with.
    pub(super) window: usize,
    /// A line; without it a level.
    pub(super) line: bool,
}

impl Loess {
    /// Smooths each value. `trust` weighs them; a place without any trust keeps its value.
    pub(super) fn smooth(self, values: &[f64], trust: Option<&[f64]>, smoothed: &mut [f64]) {
        let count = values.len();
        if let ([value], [smoothed, ..]) = (values, &mut *smoothed) {
            *smoothed = *value;
            return;
        }
        let mut weights = vec![0.0; count];
        // The window moves on once its middle is passed.
        let half = self.window.div_ceil(2);
        let (mut first, mut last) = (1, self.window.min(count));
        for place in 1..=count {
            if place > half && last < count {
                (first, last) = (first + 1, last + 1);
            }
            let found = self.at(place as f64, [first, last], values, trust, &mut weights);
            smoothed[place - 1] = found.unwrap_or(values[place - 1]);
        }
    }

    /// The smooth value at a place, from the values of the places `first..=last`, counted from 1;
    /// nothing where they have no weight.
    pub(super) fn at(
        self,
        place: f64,
        [first, last]: [usize; 2],
        values: &[f64],
        trust: Option<&[f64]>,
        weights: &mut [f64],
    ) -> Option<f64> {
        let count = values.len();
        let mut reach = (place - first as f64).max(last as f64 - place);
        if self.window > count {
            reach += ((self.window - count) / 2) as f64;
        }
        let mut total = 0.0;
        for at in first..=last {
            let distance = (at as f64 - place).abs();
            let weight = match distance {
                far if far > 0.999 * reach => 0.0,
                near if near <= 0.001 * reach => 1.0,
                _ => (1.0 - (distance / reach).powi(3)).powi(3),
            };
            weights[at - 1] = weight * trust.map_or(1.0, |trust| trust[at - 1]);
            total += weights[at - 1];
        }
        if total <= 0.0 {
            return None;
        }
        let weights = &mut weights[first - 1..last];
        weights.iter_mut().for_each(|weight| *weight /= total);
        if reach > 0.0 && self.line {
            let places = || (first..=last).map(|at| at as f64);
            let middle: f64 = weights.iter().zip(places()).map(|(w, at)| w * at).sum();
            let spread: f64 =
                weights.iter().zip(places()).map(|(w, at)| w * (at - middle).powi(2)).sum();
            if spread.sqrt() > 0.001 * (count as f64 - 1.0) {
                let slope = (place - middle) / spread;
                for (weight, at) in weights.iter_mut().zip(places()) {
                    *weight *= slope * (at - middle) + 1.0;
                }
            }
        }
        Some(weights.iter().zip(&values[first - 1..last]).map(|(w, value)| w * value).sum())
    }
}
