use super::threshold_sweep::{Step, ThresholdSweep};
use super::{Curve, CurvePoint, MetricError};

/// Precision against recall, one point a distinct score, from (recall 0, precision 1) to recall 1
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_curve.html),
/// in the opposite order).
///
/// `scores` and `positive` are `[n]`.
///
/// ```
/// use neuron_train::metrics::precision_recall_curve;
/// let curve = precision_recall_curve(&[0.9, 0.4, 0.4, 0.1], &[true, true, false, false], None)?;
/// let points: Vec<_> = curve.points.iter().map(|p| (p.x, p.y)).collect();
/// assert_eq!(points, [(0.0, 1.0), (0.5, 1.0), (1.0, 2.0 / 3.0), (1.0, 0.5)]);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without a positive sample; other variants for invalid input.
pub fn precision_recall_curve(
    scores: &[f32],
    positive: &[bool],
    weights: Option<&[f32]>,
) -> Result<Curve, MetricError> {
    ThresholdSweep::new(scores, positive, weights)?.precision_recall()
}

impl ThresholdSweep {
    pub(crate) fn precision_recall(&self) -> Result<Curve, MetricError> {
        if self.positives == 0.0 {
            let reason = "there is no positive sample";
            return Err(MetricError::undefined("the precision-recall curve", reason));
        }
        let start = CurvePoint { x: 0.0, y: 1.0, threshold: None };
        let point = |step: &Step| CurvePoint {
            x: step.true_positives / self.positives,
            y: step.true_positives / (step.true_positives + step.false_positives),
            threshold: Some(step.threshold),
        };
        Ok(Curve { points: std::iter::once(start).chain(self.steps.iter().map(point)).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close};

    #[test]
    fn equals_scikit_learn() {
        let (scores, positive) = reference::binary();
        let weights = reference::weights();
        for (weights, expected) in [
            (
                None,
                [
                    (0.0, 1.0),
                    (1. / 11., 1.0),
                    (2. / 11., 1.0),
                    (3. / 11., 0.6),
                    (3. / 11., 3. / 7.),
                ],
            ),
            (
                Some(weights.as_slice()),
                [(0.0, 1.0), (1. / 6., 1.0), (1. / 3., 1.0), (0.375, 0.5625), (0.375, 9. / 17.)],
            ),
        ] {
            let curve = precision_recall_curve(&scores, &positive, weights).unwrap();
            assert_eq!(curve.points.len(), 26);
            for (point, (x, y)) in curve.points.iter().zip(expected) {
                close(point.x, x);
                close(point.y, y);
            }
        }
    }
}
