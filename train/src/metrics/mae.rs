use super::{MetricError, PairMoments};

impl PairMoments {
    /// Mean absolute error, in the unit of the truth
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_absolute_error.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn mae(&self) -> Result<f64, MetricError> {
        self.per_sample(self.absolute_error, "MAE")
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{PairMoments, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::moments(None).mae(), 1.1323453431328139);
        reference::same(reference::moments(Some(&reference::weights())).mae(), 1.160309271266063);
        assert!(PairMoments::default().mae().is_err());
    }
}
