use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Balanced accuracy: the mean recall of the classes that occur in the truth, so that a rare
    /// class counts as much as a common one (Brodersen et al., *The balanced accuracy and its
    /// posterior distribution*, ICPR 2010;
    /// [scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.balanced_accuracy_score.html)).
    ///
    /// ```
    /// # use neuron_train::metrics::ConfusionMatrix;
    /// let mut matrix = ConfusionMatrix::new(3); // class 2 never occurs: it does not count
    /// matrix.add(&[0, 0, 0, 1], &[0, 0, 0, 0], None)?;
    /// assert_eq!(matrix.balanced_accuracy()?, 0.5);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn balanced_accuracy(&self) -> Result<f64, MetricError> {
        let recalls: Vec<f64> =
            (0..self.classes()).filter_map(|class| self.recall(class)).collect();
        if recalls.is_empty() {
            return Err(MetricError::undefined("balanced accuracy", "there are no samples"));
        }
        Ok(recalls.iter().sum::<f64>() / recalls.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::reference;

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::confusion(None).balanced_accuracy(), 0.5681818181818181);
        let weighted = reference::confusion(Some(&reference::weights()));
        reference::same(weighted.balanced_accuracy(), 0.5315807212672733);
    }
}
