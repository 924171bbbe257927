use super::weighted_mean::WeightedMean;
use super::weights::{Weights, check_finite, check_length};
use super::{MetricError, Probabilities};

/// Brier score of class probabilities: the mean squared distance to the one-hot truth, summed over
/// classes, in `[0, 2]` (Brier, *Verification of forecasts expressed in terms of probability*, 1950).
/// `truth` is `[n]`.
///
/// ```
/// use neuron_train::metrics::{Scores, brier};
/// let scores = Scores::Probabilities { values: &[0.75, 0.25], classes: 2 };
/// assert_eq!(brier(&scores.probabilities(None)?, &[0], None)?, 0.125);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without samples; other variants for invalid input.
pub fn brier(
    probabilities: &Probabilities,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    let mut mean = WeightedMean::default();
    for (sample, label, weight) in probabilities.check(truth, weights)? {
        let square = |(class, p): (usize, &f64)| {
            let distance = if class == label { 1.0 - p } else { *p };
            distance * distance
        };
        mean.add(probabilities.row(sample).iter().enumerate().map(square).sum(), weight);
    }
    mean.mean().map_err(|_| MetricError::undefined("the Brier score", "there are no samples"))
}

/// Brier score of a binary probability: the mean of `(p − truth)²`, in `[0, 1]`
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.brier_score_loss.html)).
/// `probability` and `positive` are `[n]`.
///
/// # Errors
///
/// [`MetricError::NotProbabilities`] for a value outside `[0, 1]`, [`MetricError::Undefined`]
/// without samples; other variants for invalid input.
pub fn brier_binary(
    probability: &[f32],
    positive: &[bool],
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    check_length("probability", probability.len(), positive.len())?;
    let mut mean = WeightedMean::default();
    for (sample, weight) in Weights::new(weights, positive.len())?.present(positive.len()) {
        let p = check_finite("probability", sample, probability[sample])?;
        if !(0.0..=1.0).contains(&p) {
            let problem = format!("hold {p}, expected 0 to 1");
            return Err(MetricError::NotProbabilities { sample, problem });
        }
        let distance = if positive[sample] { 1.0 - p } else { p };
        mean.add(distance * distance, weight);
    }
    mean.mean().map_err(|_| MetricError::undefined("the Brier score", "there are no samples"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference;

    #[test]
    fn equals_scikit_learn() {
        let (p, y, w) = (reference::probabilities(), reference::truth(), reference::weights());
        reference::same(brier(&p, &y, None), 0.4983971108720445);
        reference::same(brier(&p, &y, Some(&w)), 0.5395194925479972);
        let (b, t) = reference::binary();
        reference::same(brier_binary(&b, &t, None), 0.19732461070632293);
        reference::same(brier_binary(&b, &t, Some(&w)), 0.1881985705175331);
        assert!(brier_binary(&[1.5], &[true], None).is_err());
        assert!(brier_binary(&[], &[], None).is_err());
    }
}
