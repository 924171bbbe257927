use crate::change_detection::ChangeError;
use serde::Serialize;

/// How often a map and labels agree, pixel by pixel. A measure is nothing where it would divide by nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Changed, and said so.
    pub true_positives: u64,
    /// Unchanged, but said to be changed.
    pub false_positives: u64,
    /// Changed, but said to be unchanged.
    pub false_negatives: u64,
    /// Unchanged, and said so.
    pub true_negatives: u64,
    /// Without a label, or without an answer.
    pub ignored: u64,
}

impl Confusion {
    /// Counts a map against labels.
    ///
    /// # Errors
    /// [`ChangeError::Labels`] where their lengths differ.
    pub fn new(map: &[Option<bool>], labels: &[Option<bool>]) -> Result<Self, ChangeError> {
        if map.len() != labels.len() {
            return Err(ChangeError::Labels { found: labels.len(), expected: map.len() });
        }
        let mut counts = Self::default();
        for pair in map.iter().zip(labels) {
            *match pair {
                (Some(true), Some(true)) => &mut counts.true_positives,
                (Some(true), Some(false)) => &mut counts.false_positives,
                (Some(false), Some(true)) => &mut counts.false_negatives,
                (Some(false), Some(false)) => &mut counts.true_negatives,
                _ => &mut counts.ignored,
            } += 1;
        }
        Ok(counts)
    }

    fn counts(&self) -> [f64; 4] {
        [self.true_positives, self.false_positives, self.false_negatives, self.true_negatives]
            .map(|count| count as f64)
    }

    /// Share of what was said to be changed that did change.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        let [tp, fp, ..] = self.counts();
        share(tp, tp + fp)
    }

    /// Share of what changed that was said to have changed.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        let [tp, _, missed, _] = self.counts();
        share(tp, tp + missed)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let [tp, fp, missed, _] = self.counts();
        share(2.0 * tp, 2.0 * tp + fp + missed)
    }

    /// Intersection of both kinds of change over their union.
    #[must_use]
    pub fn iou(&self) -> Option<f64> {
        let [tp, fp, missed, _] = self.counts();
        share(tp, tp + fp + missed)
    }

    /// Share of the answers that are right.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let [tp, fp, missed, tn] = self.counts();
        share(tp + tn, tp + fp + missed + tn)
    }

    /// Agreement beyond what chance gives with the same shares (Cohen, *A coefficient of agreement for
    /// nominal scales*, 1960).
    #[must_use]
    pub fn kappa(&self) -> Option<f64> {
        let [tp, fp, missed, tn] = self.counts();
        let all = tp + fp + missed + tn;
        let chance = ((tp + fp) * (tp + missed) + (missed + tn) * (fp + tn)) / (all * all);
        share((tp + tn) / all - chance, 1.0 - chance)
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
