use super::SegmentationError;
use serde::{Deserialize, Serialize};

/// What a pixel of each class counts in the loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ClassWeights {
    /// By a rule.
    Rule(WeightRule),
    /// One number a class.
    Each(Vec<f64>),
}

/// A rule for the weights of classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeightRule {
    /// Every pixel counts the same.
    Equal,
    /// Every class counts the same in all: weights are the inverse of how many training pixels a
    /// class has, with a mean of 1 over the pixels (scikit-learn's `balanced`).
    Balanced,
}

impl Default for ClassWeights {
    fn default() -> Self {
        Self::Rule(WeightRule::Equal)
    }
}

impl ClassWeights {
    /// Whether stated weights are numbers that can weigh.
    pub(super) fn check(&self) -> Result<(), SegmentationError> {
        let Self::Each(weights) = self else { return Ok(()) };
        let fine = |weight: &f64| weight.is_finite() && *weight >= 0.0;
        if weights.iter().all(fine) && weights.iter().any(|&weight| weight > 0.0) {
            return Ok(());
        }
        Err(Self::wrong(weights, "numbers of 0 or more, one above it".into()))
    }

    /// Weights of classes that have so many training pixels each; `None` where all are the same.
    ///
    /// A class without a pixel has a balanced weight of 1.
    ///
    /// # Errors
    /// [`SegmentationError::Setting`] where there is not one stated weight a class.
    pub fn of(&self, pixels: &[u64]) -> Result<Option<Vec<f64>>, SegmentationError> {
        match self {
            Self::Rule(WeightRule::Equal) => Ok(None),
            Self::Rule(WeightRule::Balanced) => {
                let total: u64 = pixels.iter().sum();
                let present = pixels.iter().filter(|&&count| count > 0).count();
                let fair = total as f64 / present.max(1) as f64;
                let weight = |&count: &u64| if count > 0 { fair / count as f64 } else { 1.0 };
                Ok(Some(pixels.iter().map(weight).collect()))
            }
            Self::Each(weights) if weights.len() == pixels.len() => Ok(Some(weights.clone())),
            Self::Each(weights) => {
                let expected = format!("`equal`, `balanced` or {} numbers", pixels.len());
                Err(Self::wrong(weights, expected))
            }
        }
    }

    fn wrong(weights: &[f64], expected: String) -> SegmentationError {
        SegmentationError::Setting { key: "class_weights", found: format!("{weights:?}"), expected }
    }
}
