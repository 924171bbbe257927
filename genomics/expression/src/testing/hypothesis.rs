use crate::special::normal_two_sided;
use serde::Serialize;

/// What is tested about a log2 fold change.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(tag = "alternative", content = "threshold", rename_all = "kebab-case")]
pub enum Hypothesis {
    /// It is not zero.
    #[default]
    Different,
    /// Its size is greater than a threshold.
    GreaterSize(f64),
    /// Its size is less than a threshold.
    LessSize(f64),
    /// It is greater than a threshold.
    Greater(f64),
    /// It is less than minus a threshold.
    Less(f64),
}

impl Hypothesis {
    /// The statistic and the p-value of an estimate with its standard error, by the normal distribution (Love, Huber
    /// and Anders 2014, Methods).
    pub(crate) fn test(self, estimate: f64, error: f64) -> (f64, f64) {
        let upper = |z: f64| {
            if z >= 0.0 { 0.5 * normal_two_sided(z) } else { 1.0 - 0.5 * normal_two_sided(z) }
        };
        match self {
            Self::Different => {
                let z = estimate / error;
                (z, normal_two_sided(z))
            }
            Self::GreaterSize(t) => {
                let z = (estimate.abs() - t) / error;
                (estimate.signum() * z.max(0.0), (2.0 * upper(z)).min(1.0))
            }
            Self::LessSize(t) => {
                let (above, below) = ((t - estimate) / error, (estimate + t) / error);
                (above.max(0.0).min(below.max(0.0)), upper(above).max(upper(below)))
            }
            Self::Greater(t) => {
                let z = (estimate - t) / error;
                (z.max(0.0), upper(z))
            }
            Self::Less(t) => {
                let z = (estimate + t) / error;
                (z.min(0.0), upper(-z))
            }
        }
    }

    pub(crate) fn threshold(self) -> Option<f64> {
        match self {
            Self::Different => None,
            Self::GreaterSize(t) | Self::LessSize(t) | Self::Greater(t) | Self::Less(t) => Some(t),
        }
    }
}
