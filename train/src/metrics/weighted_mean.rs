use serde::{Deserialize, Serialize};

use super::MetricError;

/// A running weighted mean: of losses, of step times, of any per-sample value.
///
/// ```
/// use neuron_train::metrics::WeightedMean;
/// let mut loss = WeightedMean::default();
/// loss.add(0.5, 64.0); // the mean loss of a batch and how many samples it had
/// loss.add(0.2, 32.0);
/// assert!((loss.mean()? - 0.4).abs() < 1e-12);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeightedMean {
    weight: f64,
    sum: f64,
}

impl WeightedMean {
    /// Adds `value` with `weight`; a weight of zero adds nothing, whatever the value is.
    pub fn add(&mut self, value: f64, weight: f64) {
        if weight != 0.0 {
            self.weight += weight;
            self.sum += weight * value;
        }
    }

    /// Adds everything that `other` holds.
    pub fn merge(&mut self, other: &Self) {
        self.weight += other.weight;
        self.sum += other.sum;
    }

    /// The total weight so far.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    /// The weighted mean. A NaN that was added shows: it is the caller's value, not an artefact.
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] where nothing was added.
    pub fn mean(&self) -> Result<f64, MetricError> {
        if self.weight > 0.0 {
            Ok(self.sum / self.weight)
        } else {
            Err(MetricError::undefined("the mean", "no sample was added"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_values_do_not_count() {
        let mut mean = WeightedMean::default();
        mean.add(f64::NAN, 0.0);
        assert!(mean.mean().is_err());
        mean.add(3.0, 2.0);
        let mut other = WeightedMean::default();
        other.add(6.0, 1.0);
        mean.merge(&other);
        assert_eq!(mean.mean(), Ok(4.0));
    }
}
