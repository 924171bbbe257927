use serde::{Deserialize, Serialize};

use super::MetricError;
use super::weights::{Weights, check_finite, check_length};

/// The moments of predictions and truths that every regression metric follows from, kept in one
/// pass and mergeable (Chan, Golub and LeVeque, *Updating formulae and a pairwise algorithm for
/// computing sample variances*, 1979): no cancellation, however far the values are from zero.
///
/// ```
/// use neuron_train::metrics::PairMoments;
/// let mut moments = PairMoments::default();
/// moments.add(&[2.5, 0.0, 2.0, 8.0], &[3.0, -0.5, 2.0, 7.0], None)?;
/// assert_eq!(moments.mae()?, 0.5);
/// assert!((moments.r2()? - 0.948_608_137_044_967_9).abs() < 1e-12);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairMoments {
    pub(super) weight: f64,
    mean_prediction: f64,
    mean_truth: f64,
    /// Weighted sums of squares and products about the means.
    pub(super) prediction_spread: f64,
    pub(super) truth_spread: f64,
    pub(super) joint_spread: f64,
    /// Weighted sums over the errors, prediction minus truth.
    pub(super) squared_error: f64,
    pub(super) absolute_error: f64,
}

impl PairMoments {
    /// Adds samples: predictions and truths, `[n]` each. On an error none is added.
    ///
    /// # Errors
    ///
    /// [`MetricError`] where lengths disagree, a weight is invalid, or a value that is present is
    /// not finite.
    pub fn add(
        &mut self,
        prediction: &[f32],
        truth: &[f32],
        weights: Option<&[f32]>,
    ) -> Result<(), MetricError> {
        check_length("prediction", prediction.len(), truth.len())?;
        let mut batch = *self;
        for (i, weight) in Weights::new(weights, truth.len())?.present(truth.len()) {
            let prediction = check_finite("prediction", i, prediction[i])?;
            let truth = check_finite("truth", i, truth[i])?;
            let error = prediction - truth;
            batch.merge(&Self {
                weight,
                mean_prediction: prediction,
                mean_truth: truth,
                squared_error: weight * error * error,
                absolute_error: weight * error.abs(),
                ..Self::default()
            });
        }
        *self = batch;
        Ok(())
    }

    /// Adds everything that `other` holds.
    pub fn merge(&mut self, other: &Self) {
        if other.weight == 0.0 {
            return;
        }
        let weight = self.weight + other.weight;
        let prediction = other.mean_prediction - self.mean_prediction;
        let truth = other.mean_truth - self.mean_truth;
        let between = self.weight / weight * other.weight;
        self.prediction_spread += other.prediction_spread + prediction * prediction * between;
        self.truth_spread += other.truth_spread + truth * truth * between;
        self.joint_spread += other.joint_spread + prediction * truth * between;
        self.mean_prediction += prediction * (other.weight / weight);
        self.mean_truth += truth * (other.weight / weight);
        self.squared_error += other.squared_error;
        self.absolute_error += other.absolute_error;
        self.weight = weight;
    }

    /// The total weight of the samples so far.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    pub(super) fn per_sample(&self, sum: f64, metric: &'static str) -> Result<f64, MetricError> {
        if self.weight > 0.0 {
            Ok(sum / self.weight)
        } else {
            Err(MetricError::undefined(metric, "there are no samples"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close};

    #[test]
    fn batches_merge_into_the_whole() {
        let (prediction, truth) = reference::regression();
        let mut whole = PairMoments::default();
        whole.add(&prediction, &truth, None).unwrap();
        let mut first = PairMoments::default();
        first.add(&prediction[..20], &truth[..20], None).unwrap();
        let mut second = PairMoments::default();
        second.add(&prediction[20..], &truth[20..], None).unwrap();
        first.merge(&second);
        close(first.r2().unwrap(), whole.r2().unwrap());
        close(first.pearson().unwrap(), whole.pearson().unwrap());
    }

    #[test]
    fn a_bad_value_leaves_the_moments_as_they_were() {
        let mut moments = PairMoments::default();
        let error = moments.add(&[1.0, 2.0], &[1.0, f32::INFINITY], None).unwrap_err();
        assert_eq!(error.to_string(), "sample 1: `truth` is inf, expected a finite number");
        assert_eq!(moments, PairMoments::default());
        moments.add(&[1.0, f32::NAN], &[1.0, 0.0], Some(&[1.0, 0.0])).unwrap();
        assert_eq!(moments.weight(), 1.0);
    }
}
