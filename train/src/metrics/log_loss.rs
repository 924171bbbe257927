use super::weighted_mean::WeightedMean;
use super::{MetricError, Probabilities};

/// Log loss (cross-entropy), in nats a sample: the mean of `−ln p(truth)`
/// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.log_loss.html)).
/// `truth` is `[n]`.
///
/// From logits it is exact and may be arbitrarily large. A probability given as 0 counts as 2⁻⁵²,
/// which bounds the loss of a sample at 36.04.
///
/// ```
/// use neuron_train::metrics::{Scores, log_loss};
/// let scores = Scores::Logits { values: &[0.0, 0.0], classes: 2 };
/// assert_eq!(log_loss(&scores.probabilities(None)?, &[1], None)?, 2.0_f64.ln());
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
///
/// # Errors
///
/// [`MetricError::Undefined`] without samples; other variants for invalid input.
pub fn log_loss(
    probabilities: &Probabilities,
    truth: &[u32],
    weights: Option<&[f32]>,
) -> Result<f64, MetricError> {
    let mut mean = WeightedMean::default();
    for (sample, label, weight) in probabilities.check(truth, weights)? {
        mean.add(-probabilities.log_row(sample)[label], weight);
    }
    mean.mean().map_err(|_| MetricError::undefined("log loss", "there are no samples"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Scores, reference};

    #[test]
    fn equals_scikit_learn() {
        let (p, y, w) = (reference::probabilities(), reference::truth(), reference::weights());
        reference::same(log_loss(&p, &y, None), 0.9146710487579395);
        reference::same(log_loss(&p, &y, Some(&w)), 0.9703326155079225);
    }

    #[test]
    fn sure_and_wrong_is_large_but_finite() {
        let logits = Scores::Logits { values: &[500.0, -500.0], classes: 2 };
        reference::same(log_loss(&logits.probabilities(None).unwrap(), &[1], None), 1000.0);
        let sure = Scores::Probabilities { values: &[1.0, 0.0], classes: 2 };
        // sklearn.metrics.log_loss([1], [[1., 0.]], labels=[0, 1])
        let loss = log_loss(&sure.probabilities(None).unwrap(), &[1], None).unwrap();
        reference::close(loss, 36.04365338911715);
    }
}
