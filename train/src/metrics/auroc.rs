use super::threshold_sweep::ThresholdSweep;
use super::{MetricError, Probabilities, defined};

/// Area under the ROC curve of a binary score: the chance that a positive sample scores higher than
/// a negative one, ties counting half
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html);
/// Hanley and McNeil, 1982).
///
/// `scores` and `positive` are `[n]`.
///
/// ```
/// use neuron_train::metrics::auroc;
/// assert_eq!(auroc(&[0.9, 0.4, 0.4, 0.1], &[true, true, false, false], None)?, 0.875);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without a positive or without a negative sample; other variants for
/// invalid input. A constant score is 0.5.
pub fn auroc(
    scores: &[f32],
    positive: &[bool],
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    ThresholdSweep::new(scores, positive, weights)?.area()
}

/// [`auroc`] of each class against all others, `[classes]`; `None` for a class that no sample, or
/// every sample, is of. The mean of those that have a value is scikit-learn's
/// `roc_auc_score(multi_class="ovr")`.
///
/// # Errors
///
/// [`MetricError`] for invalid input.
pub fn auroc_one_vs_rest(
    probabilities: &Probabilities,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<Vec<Option<f64>>, MetricError> {
    probabilities.check(truth, weights)?;
    (0..probabilities.classes())
        .map(|class| defined(one_vs_rest(probabilities, class, truth, weights)?.area()))
        .collect()
}

pub(crate) fn one_vs_rest(
    probabilities: &Probabilities,
    class: usize,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<ThresholdSweep, MetricError> {
    let positive: Vec<bool> = truth.iter().map(|label| *label as usize == class).collect();
    ThresholdSweep::new(&probabilities.column(class), &positive, weights)
}

impl ThresholdSweep {
    /// The area below the ROC curve, by trapezoids.
    pub(crate) fn area(&self) -> Result<f64, MetricError> {
        self.need_both("AUROC")?;
        let (mut area, mut hits, mut misses) = (0.0, 0.0, 0.0);
        for step in &self.steps {
            area += (step.false_positives - misses) * (step.true_positives + hits) / 2.0;
            (hits, misses) = (step.true_positives, step.false_positives);
        }
        Ok(area / (self.positives * self.negatives))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close, same};

    #[test]
    fn equals_scikit_learn() {
        let ((scores, positive), w) = (reference::binary(), reference::weights());
        same(auroc(&scores, &positive, None), 0.7235621521335807);
        same(auroc(&scores, &positive, Some(&w)), 0.7903645833333334);
        let areas =
            auroc_one_vs_rest(&reference::probabilities(), &reference::truth(), None).unwrap();
        let expected =
            [0.8451704545454546, 0.8385899814471243, 0.8696172248803827, 0.8701298701298701];
        for (area, expected) in areas.iter().zip(expected) {
            close(area.unwrap(), expected);
        }
    }

    #[test]
    fn the_order_of_ties_does_not_matter() {
        for positive in [[true, false, true, false], [false, true, false, true]] {
            assert_eq!(auroc(&[0.3; 4], &positive, None), Ok(0.5));
        }
        assert_eq!(auroc(&[0.0, -0.0], &[true, false], None), Ok(0.5));
    }

    #[test]
    fn a_class_without_samples_has_no_value() {
        let scores =
            crate::metrics::Scores::Logits { values: &[1., 0., 0., 0., 1., 0.], classes: 3 };
        let probabilities = scores.probabilities(None).unwrap();
        let areas = auroc_one_vs_rest(&probabilities, &[0, 1], None).unwrap();
        assert_eq!(areas, [Some(1.0), Some(1.0), None]);
    }

    #[test]
    fn a_score_that_is_not_finite_is_named() {
        let error = auroc(&[0.1, f32::NAN], &[true, false], None).unwrap_err();
        assert_eq!(error.to_string(), "sample 1: `scores` is NaN, expected a finite number");
    }
}
