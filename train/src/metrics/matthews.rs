use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Matthews correlation coefficient of any number of classes, in `[-1, 1]` (Gorodkin, *Comparing
    /// two K-category assignments by a K-category correlation coefficient*, 2004;
    /// [scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.matthews_corrcoef.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples, and where the truth or the prediction is constant
    /// (scikit-learn returns 0 there, which reads as "no better than chance").
    pub fn matthews(&self) -> Result<f64, MetricError> {
        let total = self.total();
        let (mut both, mut truth, mut predicted) = (0.0, 0.0, 0.0);
        for class in 0..self.classes() {
            let (support, chosen) = (self.support(class), self.predicted_as(class));
            both += support * chosen;
            truth += support * support;
            predicted += chosen * chosen;
        }
        let spread = (total * total - truth) * (total * total - predicted);
        if spread > 0.0 {
            Ok((self.correct() * total - both) / spread.sqrt())
        } else {
            let reason = "the truth or the prediction is all of one class";
            Err(MetricError::undefined("Matthews correlation", reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{ConfusionMatrix, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::confusion(None).matthews(), 0.41674694542942675);
        let weighted = reference::confusion(Some(&reference::weights()));
        reference::same(weighted.matthews(), 0.3721494255618297);
    }

    #[test]
    fn undefined_for_a_constant_prediction() {
        let mut matrix = ConfusionMatrix::new(2);
        matrix.add(&[0, 1], &[1, 1], None).unwrap();
        assert!(matrix.matthews().is_err());
        assert!(ConfusionMatrix::new(2).matthews().is_err());
    }
}
