use super::Said;
use crate::medical_imaging::metrics::{Temperature, sensitivity_at_specificity};
use neuron_train::metrics::{MetricError, Probabilities, Scores, roc_curve};
use serde::{Deserialize, Serialize};

/// How the threshold is chosen, of those that the validation part allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThresholdRule {
    /// The highest mean of sensitivity and specificity (Youden, *Index for rating diagnostic tests*,
    /// 1950).
    #[default]
    BalancedAccuracy,
    /// The highest sensitivity at no less than a given specificity.
    Specificity,
}

/// What makes a finding of scores: a temperature and, of two classes, a threshold. It is made of a
/// validation part, travels in the header of the weights, and is never touched by what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What logits are divided by (Guo et al., *On calibration of modern neural networks*, 2017).
    pub temperature: f64,
    /// From which calibrated probability of the second class on it is found; of two classes alone.
    pub threshold: Option<f64>,
}

/// The threshold of a model that is taken at its word.
const HALF: f64 = 0.5;

/// Rates are shares of whole numbers: two that differ by less are the same.
const SAME: f64 = 1e-12;

impl Decision {
    /// As the model says: the likeliest class.
    pub const PLAIN: Self = Self { temperature: 1.0, threshold: None };

    /// Chosen by what a model says of validation images.
    ///
    /// The threshold lies midway between two scores of the data, so that a small change of either
    /// changes no call; of equally good ones, the highest.
    ///
    /// # Errors
    /// [`MetricError`] for scores that are not finite, or where there is one class alone.
    pub fn choose(
        validation: &Said,
        classes: usize,
        rule: ThresholdRule,
        specificity: f64,
    ) -> Result<Self, MetricError> {
        let fitted = Temperature::fit(&validation.logits, classes, &validation.truth);
        // Where all images are told right by far, no temperature is the best: they stay as they are.
        let temperature = neuron_train::metrics::defined(fitted)?.map_or(1.0, Temperature::value);
        let mut decision = Self { temperature, threshold: None };
        if classes == 2 {
            let scores = decision.positive(&validation.logits)?;
            let positive: Vec<bool> = validation.truth.iter().map(|&label| label == 1).collect();
            let threshold = match rule {
                ThresholdRule::BalancedAccuracy => most_balanced(&scores, &positive)?,
                ThresholdRule::Specificity => {
                    sensitivity_at_specificity(&scores, &positive, specificity)?.threshold
                }
            };
            decision.threshold = Some(threshold.map_or(1.0, |at| midway(&scores, at)));
        }
        Ok(decision)
    }

    /// Calibrated probabilities of logits `[n, classes]`.
    ///
    /// # Errors
    /// [`MetricError`] for scores that are not finite.
    pub fn probabilities(
        &self,
        logits: &[f32],
        classes: usize,
    ) -> Result<Probabilities, MetricError> {
        let cooled: Vec<f32> =
            logits.iter().map(|&logit| (f64::from(logit) / self.temperature) as f32).collect();
        Scores::Logits { values: &cooled, classes }.probabilities(None)
    }

    /// Calibrated probability of the second of two classes, `[n]`.
    ///
    /// # Errors
    /// As [`probabilities`](Self::probabilities).
    pub fn positive(&self, logits: &[f32]) -> Result<Vec<f32>, MetricError> {
        let probabilities = self.probabilities(logits, 2)?;
        Ok(probabilities.column(1).into_iter().map(|p| p as f32).collect())
    }

    /// The class that probabilities `[classes]` are called.
    #[must_use]
    pub fn call(&self, probabilities: &[f64]) -> usize {
        match (self.threshold, probabilities) {
            // As the scores that the threshold was chosen by: in 32 bits.
            (Some(threshold), &[_, positive]) => {
                usize::from(f64::from(positive as f32) >= threshold)
            }
            _ => (0..probabilities.len())
                .fold(0, |best, i| if probabilities[i] > probabilities[best] { i } else { best }),
        }
    }

    /// The same without a threshold of its own: one half, or the likeliest class.
    #[must_use]
    pub fn without_threshold(&self) -> Self {
        Self { threshold: self.threshold.map(|_| HALF), ..*self }
    }
}

/// The threshold of the highest mean of sensitivity and specificity.
fn most_balanced(scores: &[f32], positive: &[bool]) -> Result<Option<f64>, MetricError> {
    let curve = roc_curve(scores, positive, None)?;
    let gain = |point: &neuron_train::metrics::CurvePoint| point.y - point.x;
    let mut points = curve.points.iter();
    let Some(mut best) = points.next() else { return Ok(None) };
    // From the highest threshold down: of equals, the first.
    for point in points {
        if gain(point) > gain(best) + SAME {
            best = point;
        }
    }
    Ok(best.threshold)
}

/// Between `threshold`, which is a score, and the next lower one; below the lowest, half of it.
fn midway(scores: &[f32], threshold: f64) -> f64 {
    let lower = scores.iter().map(|&score| f64::from(score)).filter(|&score| score < threshold);
    f64::midpoint(threshold, lower.fold(0.0, f64::max))
}
