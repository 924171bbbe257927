use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Accuracy: the share of correct predictions, in `[0, 1]`
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.accuracy_score.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn accuracy(&self) -> Result<f64, MetricError> {
        let total = self.total();
        if total > 0.0 {
            Ok(self.correct() / total)
        } else {
            Err(MetricError::undefined("accuracy", "there are no samples"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{ConfusionMatrix, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::confusion(None).accuracy(), 0.5666666666666667);
        let weighted = reference::confusion(Some(&reference::weights()));
        reference::same(weighted.accuracy(), 0.5333333333333333);
    }

    #[test]
    fn undefined_without_samples() {
        assert!(ConfusionMatrix::new(3).accuracy().is_err());
        assert!(ConfusionMatrix::new(0).accuracy().is_err());
    }
}
