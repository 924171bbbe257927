use super::{MetricError, PairMoments};

impl PairMoments {
    /// Root of the mean squared error, in the unit of the truth
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.root_mean_squared_error.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn rmse(&self) -> Result<f64, MetricError> {
        self.per_sample(self.squared_error, "RMSE").map(f64::sqrt)
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{PairMoments, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::moments(None).rmse(), 1.2990203306942705);
        reference::same(reference::moments(Some(&reference::weights())).rmse(), 1.3250385819545747);
        assert!(PairMoments::default().rmse().is_err());
    }
}
