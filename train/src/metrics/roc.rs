use super::threshold_sweep::{Step, ThresholdSweep};
use super::{Curve, CurvePoint, MetricError};

/// The receiver operating characteristic: true against false positive rate, from (0, 0) to (1, 1),
/// one point a distinct score
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_curve.html)
/// with `drop_intermediate=False`; Fawcett, *An introduction to ROC analysis*, 2006).
///
/// `scores` and `positive` are `[n]`; a higher score means more surely positive.
///
/// ```
/// use neuron_train::metrics::roc_curve;
/// let curve = roc_curve(&[0.9, 0.4, 0.4, 0.1], &[true, true, false, false], None)?;
/// let points: Vec<_> = curve.points.iter().map(|p| (p.x, p.y)).collect();
/// assert_eq!(points, [(0.0, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 1.0)]);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without a positive or without a negative sample; other variants for
/// invalid input.
pub fn roc_curve(
    scores: &[f32],
    positive: &[bool],
    weights: Option<&[f32]>,
) -> Result<Curve, MetricError> {
    ThresholdSweep::new(scores, positive, weights)?.roc()
}

impl ThresholdSweep {
    pub(crate) fn roc(&self) -> Result<Curve, MetricError> {
        self.need_both("the ROC curve")?;
        let start = CurvePoint { x: 0.0, y: 0.0, threshold: None };
        let point = |step: &Step| CurvePoint {
            x: step.false_positives / self.negatives,
            y: step.true_positives / self.positives,
            threshold: Some(step.threshold),
        };
        Ok(Curve { points: std::iter::once(start).chain(self.steps.iter().map(point)).collect() })
    }

    pub(crate) fn need_both(&self, metric: &'static str) -> Result<(), MetricError> {
        if self.positives == 0.0 {
            return Err(MetricError::undefined(metric, "there is no positive sample"));
        }
        if self.negatives == 0.0 {
            return Err(MetricError::undefined(metric, "there is no negative sample"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close};

    #[test]
    fn equals_scikit_learn() {
        let (scores, positive) = reference::binary();
        let curve = roc_curve(&scores, &positive, None).unwrap();
        assert_eq!(curve.points.len(), 26);
        let expected = [
            (0.0, 0.0),
            (0.0, 0.09090909090909091),
            (0.0, 0.18181818181818182),
            (0.04081632653061224, 0.2727272727272727),
            (0.08163265306122448, 0.2727272727272727),
        ];
        for (point, (x, y)) in curve.points.iter().zip(expected) {
            close(point.x, x);
            close(point.y, y);
        }
        assert_eq!(curve.points[1].threshold, Some(f64::from(26.0_f32 / 29.0)));
        let last = curve.points.last().unwrap();
        assert_eq!((last.x, last.y), (1.0, 1.0));
        let weighted = roc_curve(&scores, &positive, Some(&reference::weights())).unwrap();
        close(weighted.points[3].x, 0.072_916_666_666_666_67);
        close(weighted.points[3].y, 0.375);
    }
}
