use super::{MetricError, PairMoments};

impl PairMoments {
    /// Coefficient of determination: 1 is exact, 0 is as good as the mean of the truth, and it may be
    /// negative
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.r2_score.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples and where the truth is constant (scikit-learn
    /// returns 0 or 1 there).
    pub fn r2(&self) -> Result<f64, MetricError> {
        if self.truth_spread > 0.0 {
            Ok(1.0 - self.squared_error / self.truth_spread)
        } else {
            Err(MetricError::undefined("R²", "the truth is constant, or there are no samples"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{PairMoments, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::moments(None).r2(), -0.026005503048595724);
        reference::same(reference::moments(Some(&reference::weights())).r2(), -0.32489077589324133);
    }

    #[test]
    fn undefined_for_a_constant_truth() {
        let mut moments = PairMoments::default();
        moments.add(&[1.0, 2.0, 3.0], &[0.1, 0.1, 0.1], None).unwrap();
        assert!(moments.r2().is_err());
    }
}
