use super::weighted_mean::WeightedMean;
use super::{MetricError, Probabilities};

/// Top-k accuracy: the share of samples whose true class is among the `k` most probable
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.top_k_accuracy_score.html)).
///
/// Of equally probable classes the one of lower number ranks first, so that `k = 1` is accuracy
/// exactly (scikit-learn ranks the higher first).
///
/// `truth` is `[n]`.
///
/// ```
/// use neuron_train::metrics::{Scores, top_k_accuracy};
/// let scores = Scores::Logits { values: &[0.1, 0.3, 0.2, 0.9, 0.5, 0.0], classes: 3 };
/// let probabilities = scores.probabilities(None)?;
/// assert_eq!(top_k_accuracy(&probabilities, &[2, 2], 2, None)?, 0.5);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Parameter`] where `k` is zero, [`MetricError::Undefined`] without samples, other
/// variants for invalid input.
pub fn top_k_accuracy(
    probabilities: &Probabilities,
    truth: &[u32],
    k: usize,
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    if k == 0 {
        let (found, expected) = (String::from("0"), "at least 1");
        return Err(MetricError::Parameter { what: "k", found, expected });
    }
    let mut hits = WeightedMean::default();
    for (sample, label, weight) in probabilities.check(truth, weights)? {
        // Logarithms, since two different logits may round to one probability.
        let row = probabilities.log_row(sample);
        let ahead = row
            .iter()
            .enumerate()
            .filter(|(class, p)| **p > row[label] || (**p == row[label] && *class < label))
            .count();
        hits.add(if ahead < k { 1.0 } else { 0.0 }, weight);
    }
    hits.mean().map_err(|_| MetricError::undefined("top-k accuracy", "there are no samples"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Scores, reference};

    #[test]
    fn equals_scikit_learn() {
        let (p, y) = (reference::probabilities(), reference::truth());
        reference::same(top_k_accuracy(&p, &y, 2, None), 0.8166666666666667);
        reference::same(top_k_accuracy(&p, &y, 2, Some(&reference::weights())), 0.8666666666666667);
        reference::same(top_k_accuracy(&p, &y, 1, None), 0.5666666666666667);
        assert_eq!(top_k_accuracy(&p, &y, 4, None), Ok(1.0));
        assert!(top_k_accuracy(&p, &y, 0, None).is_err());
    }

    #[test]
    fn top_1_is_accuracy_even_in_ties() {
        let scores = Scores::Logits { values: &[0.0; 6], classes: 3 };
        let p = scores.probabilities(None).unwrap();
        assert_eq!(top_k_accuracy(&p, &[0, 2], 1, None), Ok(0.5));
        assert_eq!(p.predicted(), [0, 0]);
    }
}
