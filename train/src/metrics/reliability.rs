use serde::{Deserialize, Serialize};

use super::{MetricError, Probabilities};

/// Confidence against accuracy, in bins of equal width: what a reliability diagram shows
/// (Guo et al., *On calibration of modern neural networks*, ICML 2017).
///
/// A sample's confidence is the probability of its most probable class. Bin `k` of `m` holds
/// confidences in `(k/m, (k+1)/m]`; the first bin holds 0 too.
///
/// ```
/// use neuron_train::metrics::{Reliability, Scores};
/// let scores = Scores::Probabilities { values: &[0.8, 0.2, 0.8, 0.2], classes: 2 };
/// let mut reliability = Reliability::new(Reliability::BINS)?;
/// reliability.add(&scores.probabilities(None)?, &[0, 1], None)?;
/// assert!((reliability.calibration_error()? - 0.3).abs() < 1e-6);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    bins: Vec<Sums>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    weight: f64,
    confidence: f64,
    correct: f64,
}

/// One bin of a [`Reliability`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// The lowest confidence, exclusive.
    pub low: f64,
    /// The highest confidence, inclusive.
    pub high: f64,
    /// The total weight of the samples in it.
    pub weight: f64,
    /// Their mean confidence; `None` where there are none.
    pub confidence: Option<f64>,
    /// Their accuracy; `None` where there are none.
    pub accuracy: Option<f64>,
}

impl Reliability {
    /// The usual number of bins, as in the paper.
    pub const BINS: usize = 15;

    /// No samples yet, in `bins` bins.
    ///
    /// # Errors
    ///
    /// [`MetricError::Parameter`] where `bins` is zero.
    pub fn new(bins: usize) -> Result<Self, MetricError> {
        if bins == 0 {
            let (found, expected) = (String::from("0"), "at least 1");
            return Err(MetricError::Parameter { what: "bins", found, expected });
        }
        Ok(Self { bins: vec![Sums::default(); bins] })
    }

    /// Adds samples; `truth` is `[n]`.
    ///
    /// # Errors
    ///
    /// [`MetricError`] for invalid input; nothing is added then.
    pub fn add(
        &mut self,
        probabilities: &Probabilities,
        truth: &[u32],
        weights: Option<&[f32]>,
    ) -> Result<(), MetricError> {
        let count = self.bins.len();
        for (sample, label, weight) in probabilities.check(truth, weights)? {
            let (predicted, confidence) = probabilities.top(sample);
            let bin = (confidence * count as f64).ceil() as usize;
            let sums = &mut self.bins[bin.saturating_sub(1).min(count - 1)];
            sums.weight += weight;
            sums.confidence += weight * confidence;
            sums.correct += if predicted == label { weight } else { 0.0 };
        }
        Ok(())
    }

    /// The bins, from low to high confidence.
    #[must_use]
    pub fn bins(&self) -> Vec<ReliabilityBin> {
        let count = self.bins.len() as f64;
        let bin = |(k, sums): (usize, &Sums)| {
            let share = |part: f64| (sums.weight > 0.0).then(|| part / sums.weight);
            ReliabilityBin {
                low: k as f64 / count,
                high: (k + 1) as f64 / count,
                weight: sums.weight,
                confidence: share(sums.confidence),
                accuracy: share(sums.correct),
            }
        };
        self.bins.iter().enumerate().map(bin).collect()
    }

    /// For each bin: its weight, and the sum by which confidence exceeds accuracy in it.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (f64, f64)> {
        self.bins.iter().map(|sums| (sums.weight, sums.confidence - sums.correct))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Scores;

    #[test]
    fn bins_are_closed_above() {
        let scores = Scores::Probabilities { values: &[0.5, 0.5, 1.0, 0.0], classes: 2 };
        let mut reliability = Reliability::new(2).unwrap();
        reliability.add(&scores.probabilities(None).unwrap(), &[0, 1], None).unwrap();
        let bins = reliability.bins();
        assert_eq!((bins[0].weight, bins[0].accuracy), (1.0, Some(1.0)));
        assert_eq!((bins[1].weight, bins[1].accuracy), (1.0, Some(0.0)));
        assert!(Reliability::new(0).is_err());
    }

    #[test]
    fn an_empty_bin_has_no_accuracy() {
        let reliability = Reliability::new(3).unwrap();
        assert!(reliability.bins().iter().all(|bin| bin.accuracy.is_none()));
        assert!(reliability.calibration_error().is_err());
    }
}
