use crate::BacktestError;
use crate::error::{expect_finite, expect_rows};
use serde::Serialize;

/// The first four moments of returns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Moments {
    /// How many returns.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, divided by the count − 1.
    pub deviation: f64,
    /// Their skewness, third central moment over the deviation cubed, both divided by the count; 0
    /// for equal returns.
    pub skewness: f64,
    /// Their kurtosis, which is 3 for a normal distribution; 3 for equal returns.
    pub kurtosis: f64,
}

impl Moments {
    /// The moments of `returns`.
    ///
    /// ```
    /// use neuron_backtest::tear_sheet::Moments;
    /// let moments = Moments::of(&[0.01, 0.02, 0.03])?;
    /// assert!((moments.mean - 0.02).abs() < 1e-15);
    /// assert!((moments.deviation - 0.01).abs() < 1e-15);
    /// # Ok::<(), neuron_backtest::BacktestError>(())
    /// ```
    ///
    /// # Errors
    /// If there are fewer than two, or one is not finite.
    pub fn of(returns: &[f64]) -> Result<Self, BacktestError> {
        expect_rows("a deviation", returns.len(), 2)?;
        expect_finite("returns", returns)?;
        let count = returns.len() as f64;
        let mean = returns.iter().sum::<f64>() / count;
        let (mut second, mut third, mut fourth) = (0.0, 0.0, 0.0);
        for deviation in returns.iter().map(|r| r - mean) {
            let square = deviation * deviation;
            second += square;
            third += square * deviation;
            fourth += square * square;
        }
        let varies = returns.iter().any(|r| r.to_bits() != returns[0].to_bits());
        let variance = if varies { second / count } else { 0.0 };
        let (skewness, kurtosis) = if variance > 0.0 {
            (third / count / variance.powf(1.5), fourth / count / variance.powi(2))
        } else {
            (0.0, 3.0)
        };
        let deviation = (variance * count / (count - 1.0)).sqrt();
        Ok(Self { count: returns.len(), mean, deviation, skewness, kurtosis })
    }

    /// Mean over deviation, by the bar and not annualised; none without deviation.
    #[must_use]
    pub fn sharpe(&self) -> Option<f64> {
        (self.deviation > 0.0).then(|| self.mean / self.deviation)
    }
}
