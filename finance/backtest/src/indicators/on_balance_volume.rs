use super::{Bar, Indicator};

/// On-balance volume (J. Granville): the volume of bars that close higher less that of bars that
/// close lower, summed up from the volume of the first bar.
#[derive(Clone, Debug, Default)]
pub struct OnBalanceVolume {
    previous_close: Option<f64>,
    sum: f64,
}

impl OnBalanceVolume {
    /// Before the first bar.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Indicator for OnBalanceVolume {
    type Input = Bar;
    type Output = f64;

    fn warm_up(&self) -> usize {
        0
    }

    fn update(&mut self, bar: Bar) -> Option<f64> {
        let previous = self.previous_close.replace(bar.close);
        let up = previous.is_none_or(|previous| bar.close > previous);
        if up {
            self.sum += bar.volume;
        } else if previous.is_some_and(|previous| bar.close < previous) {
            self.sum -= bar.volume;
        }
        Some(self.sum)
    }
}
