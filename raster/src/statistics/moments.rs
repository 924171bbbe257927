/// Count, least, greatest, mean and deviation of values that come in blocks (Chan, Golub & LeVeque,
/// 1983). The same blocks in the same order give the same bits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    /// Sum of squared distances to the mean.
    squares: f64,
    range: Option<(f64, f64)>,
}

impl Moments {
    /// Adds values; none may be NaN.
    pub fn add(&mut self, values: &[f64]) {
        if values.is_empty() {
            return;
        }
        let count = values.len() as f64;
        // A sum of differences loses fewer digits than one of large values.
        let origin = values[0];
        let mean = origin + values.iter().map(|value| value - origin).sum::<f64>() / count;
        let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let before = self.count as f64;
        let apart = mean - self.mean;
        self.count += values.len() as u64;
        let all = self.count as f64;
        self.mean += apart * count / all;
        self.squares += squares + apart * apart * before * count / all;
        self.range = Some(match self.range {
            Some((low, high)) => (low.min(least), high.max(greatest)),
            None => (least, greatest),
        });
    }

    /// How many values there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; none of no values.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.range.map(|_| self.mean)
    }

    /// Their standard deviation, by their number and not one less.
    #[must_use]
    pub fn deviation(&self) -> Option<f64> {
        self.range.map(|_| (self.squares / self.count as f64).sqrt())
    }

    /// The least.
    #[must_use]
    pub fn least(&self) -> Option<f64> {
        self.range.map(|(least, _)| least)
    }

    /// The greatest.
    #[must_use]
    pub fn greatest(&self) -> Option<f64> {
        self.range.map(|(_, greatest)| greatest)
    }
}
