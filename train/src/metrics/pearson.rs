use super::{MetricError, PairMoments};

impl PairMoments {
    /// Pearson's correlation of prediction and truth, in `[-1, 1]`
    /// ([SciPy](https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.pearsonr.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples and where either is constant.
    pub fn pearson(&self) -> Result<f64, MetricError> {
        // Two roots: the product of two small spreads would underflow.
        let spread = self.prediction_spread.sqrt() * self.truth_spread.sqrt();
        if spread > 0.0 {
            Ok((self.joint_spread / spread).clamp(-1.0, 1.0))
        } else {
            let reason = "the prediction or the truth is constant, or there are no samples";
            Err(MetricError::undefined("Pearson correlation", reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{PairMoments, reference};

    #[test]
    fn equals_numpy() {
        reference::same(reference::moments(None).pearson(), 0.8814353364984682);
        reference::same(
            reference::moments(Some(&reference::weights())).pearson(),
            0.8576115698145337,
        );
    }

    #[test]
    fn undefined_for_a_constant_prediction() {
        let mut moments = PairMoments::default();
        moments.add(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0], None).unwrap();
        assert!(moments.pearson().is_err());
    }
}
