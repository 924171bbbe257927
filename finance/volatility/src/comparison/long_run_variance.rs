use serde::Serialize;

/// How the variance of a mean counts autocorrelation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LongRunVariance {
    /// Autocovariances up to `lags`, each in full; what forecasts of `lags + 1` steps need (Diebold
    /// and Mariano, 1995). It can be negative.
    Truncated {
        /// Autocovariances counted.
        lags: usize,
    },
    /// Autocovariances up to `lags` with falling weights, never negative (Newey and West, 1987).
    Bartlett {
        /// Autocovariances counted.
        lags: usize,
    },
}

impl LongRunVariance {
    /// Autocovariances counted.
    pub(crate) fn lags(self) -> usize {
        match self {
            Self::Truncated { lags } | Self::Bartlett { lags } => lags,
        }
    }

    /// `n` times the variance of the mean of `values`.
    pub(crate) fn of(self, values: &[f64]) -> f64 {
        let centre = crate::series::mean(values);
        let n = values.len() as f64;
        let covariance = |lag: usize| {
            let pairs = values[lag..].iter().zip(values);
            pairs.map(|(a, b)| (a - centre) * (b - centre)).sum::<f64>() / n
        };
        let mut total = covariance(0);
        for lag in 1..=self.lags() {
            let weight = match self {
                Self::Truncated { .. } => 1.0,
                Self::Bartlett { lags } => 1.0 - lag as f64 / (lags as f64 + 1.0),
            };
            total += 2.0 * weight * covariance(lag);
        }
        total
    }
}
