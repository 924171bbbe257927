use super::MetricError;
use super::weights::{Weights, check_length};

/// What is counted as positive at each threshold: the samples sorted by falling score, those of
/// equal score taken together, so that the order of ties cannot matter.
pub(crate) struct ThresholdSweep {
    /// Falling thresholds with the weight of true and of false positives at or above each.
    pub(crate) steps: Vec<Step>,
    pub(crate) positives: f64,
    pub(crate) negatives: f64,
}

#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) threshold: f64,
    pub(crate) true_positives: f64,
    pub(crate) false_positives: f64,
}

impl ThresholdSweep {
    pub(crate) fn new<T: Copy + Into<f64>>(
        scores: &[T],
        positive: &[bool],
        weights: Option<&[f32]>,
    ) -> Result<Self, MetricError> {
        check_length("scores", scores.len(), positive.len())?;
        let weights = Weights::new(weights, positive.len())?;
        let mut samples = Vec::with_capacity(positive.len());
        for (i, weight) in weights.present(positive.len()) {
            let score: f64 = scores[i].into();
            if !score.is_finite() {
                let value = score.to_string();
                return Err(MetricError::NotFinite { what: "scores", sample: i, value });
            }
            // `+ 0.0` makes -0 a plain 0, which `total_cmp` would tell apart.
            samples.push((score + 0.0, positive[i], weight));
        }
        samples.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut hits, mut misses) = (0.0, 0.0);
        let mut steps: Vec<Step> = Vec::new();
        for (threshold, is_positive, weight) in samples {
            if is_positive {
                hits += weight
            } else {
                misses += weight
            }
            let step = Step { threshold, true_positives: hits, false_positives: misses };
            match steps.last_mut() {
                Some(last) if last.threshold == threshold => *last = step,
                _ => steps.push(step),
            }
        }
        Ok(Self { steps, positives: hits, negatives: misses })
    }
}
