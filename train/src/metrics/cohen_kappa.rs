use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Cohen's kappa: agreement beyond chance, in `[-1, 1]` (Cohen, *A coefficient of agreement for
    /// nominal scales*, 1960;
    /// [scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.cohen_kappa_score.html)).
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples, and where truth and prediction are all of one
    /// same class: chance alone agrees fully (scikit-learn returns NaN there).
    pub fn cohen_kappa(&self) -> Result<f64, MetricError> {
        let total = self.total();
        let observed = self.accuracy()?;
        let chance = (0..self.classes())
            .map(|class| self.support(class) / total * (self.predicted_as(class) / total))
            .sum::<f64>();
        if chance >= 1.0 {
            let reason = "truth and prediction are all of one class";
            return Err(MetricError::undefined("Cohen's kappa", reason));
        }
        Ok((observed - chance) / (1.0 - chance))
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::{ConfusionMatrix, reference};

    #[test]
    fn equals_scikit_learn() {
        reference::same(reference::confusion(None).cohen_kappa(), 0.41375422773393455);
        let weighted = reference::confusion(Some(&reference::weights()));
        reference::same(weighted.cohen_kappa(), 0.36812411847672777);
    }

    #[test]
    fn undefined_where_chance_agrees_fully() {
        let mut matrix = ConfusionMatrix::new(2);
        matrix.add(&[1, 1], &[1, 1], None).unwrap();
        assert!(matrix.cohen_kappa().is_err());
    }
}
