use super::auroc::one_vs_rest;
use super::threshold_sweep::ThresholdSweep;
use super::{MetricError, Probabilities, defined};

/// Average precision: the precision at each threshold, weighted by the recall it adds, without
/// interpolation
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html)).
///
/// `scores` and `positive` are `[n]`.
///
/// ```
/// use neuron_train::metrics::average_precision;
/// let score = average_precision(&[0.9, 0.4, 0.4, 0.1], &[true, true, false, false], None)?;
/// assert!((score - (0.5 + 0.5 * 2.0 / 3.0)).abs() < 1e-12);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without a positive sample; other variants for invalid input. A
/// constant score gives the share of positives.
pub fn average_precision(
    scores: &[f32],
    positive: &[bool],
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    ThresholdSweep::new(scores, positive, weights)?.average_precision()
}

/// [`average_precision`] of each class against all others, `[classes]`; `None` for a class that no
/// sample is of.
///
/// # Errors
///
/// [`MetricError`] for invalid input.
pub fn average_precision_one_vs_rest(
    probabilities: &Probabilities,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<Vec<Option<f64>>, MetricError> {
    probabilities.check(truth, weights)?;
    (0..probabilities.classes())
        .map(|class| {
            defined(one_vs_rest(probabilities, class, truth, weights)?.average_precision())
        })
        .collect()
}

impl ThresholdSweep {
    pub(crate) fn average_precision(&self) -> Result<f64, MetricError> {
        if self.positives == 0.0 {
            let reason = "there is no positive sample";
            return Err(MetricError::undefined("average precision", reason));
        }
        let (mut sum, mut hits) = (0.0, 0.0);
        for step in &self.steps {
            let precision = step.true_positives / (step.true_positives + step.false_positives);
            sum += (step.true_positives - hits) * precision;
            hits = step.true_positives;
        }
        Ok(sum / self.positives)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close, same};

    #[test]
    fn equals_scikit_learn() {
        let ((scores, positive), w) = (reference::binary(), reference::weights());
        same(average_precision(&scores, &positive, None), 0.4463255961732052);
        same(average_precision(&scores, &positive, Some(&w)), 0.5920204898060268);
        let found = average_precision_one_vs_rest(
            &reference::probabilities(),
            &reference::truth(),
            Some(&w),
        );
        let expected =
            [0.6414477013658264, 0.5946134564890346, 0.7891466010004962, 0.7217057239574283];
        for (found, expected) in found.unwrap().iter().zip(expected) {
            close(found.unwrap(), expected);
        }
    }

    #[test]
    fn edge_cases() {
        assert_eq!(average_precision(&[0.5; 4], &[true, false, false, false], None), Ok(0.25));
        assert!(average_precision(&[0.5], &[false], None).is_err());
        assert!(average_precision(&[], &[], None).is_err());
    }
}
