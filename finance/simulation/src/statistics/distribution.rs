use super::{Estimate, Sample};
use serde::Serialize;

/// How a loss is distributed. Losses are positive, in units of the portfolio's first value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// Mean.
    pub mean: Estimate,
    /// Standard deviation.
    pub deviation: Estimate,
    /// Quantiles asked for.
    pub quantiles: Vec<Quantile>,
    /// Measures of the tail, level by level.
    pub tail: Vec<TailRisk>,
}

/// A quantile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quantile {
    /// The probability of being at most the quantile.
    pub probability: f64,
    /// The quantile.
    pub quantile: Estimate,
}

/// What lies beyond a level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TailRisk {
    /// Confidence level, such as 0.99.
    pub level: f64,
    /// How many paths lie in the tail.
    pub points: usize,
    /// Value at risk: the loss's quantile at the level (of a drawdown, the drawdown at risk).
    pub value_at_risk: Estimate,
    /// Expected shortfall: the mean loss beyond it (of a drawdown, CDaR).
    pub expected_shortfall: Estimate,
    /// Entropic value at risk, which bounds both from above.
    pub entropic_value_at_risk: Estimate,
}

impl Distribution {
    /// Statistics of `sample` at levels that have been checked.
    pub(crate) fn new(sample: &Sample, probabilities: &[f64], levels: &[f64]) -> Self {
        let values = || sample.values.iter().copied();
        let mean = sample.mean(|x| x);
        let variance = sample.mean(|x| (x - mean) * (x - mean));
        let deviation = variance.sqrt();
        let of_variance = values().map(|x| (x - mean) * (x - mean));
        // The root's derivative; without a spread there is no error either.
        let per_deviation = if deviation > 0.0 { 0.5 / deviation } else { 0.0 };
        Self {
            mean: Estimate {
                value: mean,
                standard_error: sample.grouping.standard_error(values()),
            },
            deviation: Estimate {
                value: deviation,
                standard_error: sample.grouping.standard_error(of_variance) * per_deviation,
            },
            quantiles: probabilities
                .iter()
                .map(|&probability| Quantile {
                    probability,
                    quantile: sample.quantile(probability),
                })
                .collect(),
            tail: levels
                .iter()
                .map(|&level| TailRisk {
                    level,
                    points: sample.len() - sample.rank(level) - 1,
                    value_at_risk: sample.quantile(level),
                    expected_shortfall: sample.shortfall(level),
                    entropic_value_at_risk: sample.entropic(level),
                })
                .collect(),
        }
    }
}
