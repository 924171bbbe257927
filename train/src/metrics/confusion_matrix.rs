use serde::{Deserialize, Serialize};

use super::weights::{Weights, check_length};
use super::{MetricError, Probabilities};

/// How often each class was predicted for each true class.
///
/// Entry `(truth, predicted)` is the total weight of such samples: rows are the truth, columns the
/// prediction, as in
/// [scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html).
/// The metrics of hard decisions (accuracy, F1, IoU, …) are its methods.
///
/// ```
/// use neuron_train::metrics::ConfusionMatrix;
/// let mut matrix = ConfusionMatrix::new(3);
/// matrix.add(&[0, 1, 2, 2], &[0, 1, 1, 2], None)?;
/// assert_eq!(matrix.count(2, 1), 1.0);
/// assert_eq!(matrix.accuracy()?, 0.75);
/// # Ok::<(), neuron_train::metrics::MetricError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfusionMatrix {
    classes: usize,
    counts: Vec<f64>,
}

impl ConfusionMatrix {
    /// An empty matrix of `classes` × `classes`.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { classes, counts: vec![0.0; classes * classes] }
    }

    /// Adds samples: their true and their predicted classes, `[n]` each. Either all are added or,
    /// on an error, none.
    ///
    /// # Errors
    ///
    /// [`MetricError`] where lengths disagree, a weight is invalid, or a sample that is present
    /// (weight above zero) has a class outside `0..classes`.
    pub fn add(
        &mut self,
        truth: &[u32],
        predicted: &[u32],
        weights: Option<&[f32]>,
    ) -> Result<(), MetricError> {
        check_length("predicted", predicted.len(), truth.len())?;
        let weights = Weights::new(weights, truth.len())?;
        for (sample, _) in weights.present(truth.len()) {
            for label in [truth[sample], predicted[sample]] {
                check_label(sample, label, self.classes)?;
            }
        }
        for (i, weight) in weights.present(truth.len()) {
            self.counts[truth[i] as usize * self.classes + predicted[i] as usize] += weight;
        }
        Ok(())
    }

    /// Adds samples by their class probabilities, `[n, classes]`; the most probable class is
    /// predicted, the first of equals.
    ///
    /// # Errors
    ///
    /// As [`ConfusionMatrix::add`].
    pub fn add_probabilities(
        &mut self,
        probabilities: &Probabilities,
        truth: &[u32],
        weights: Option<&[f32]>,
    ) -> Result<(), MetricError> {
        self.add(truth, &probabilities.predicted(), weights)
    }

    /// Adds everything that `other` holds.
    ///
    /// # Errors
    ///
    /// [`MetricError::Parameter`] where the number of classes differs.
    pub fn merge(&mut self, other: &Self) -> Result<(), MetricError> {
        if other.classes != self.classes {
            return Err(MetricError::Parameter {
                what: "classes",
                found: other.classes.to_string(),
                expected: "as many as in the matrix that is merged into",
            });
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        Ok(())
    }

    /// The number of classes.
    #[must_use]
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// The total weight of samples of class `truth` that were predicted as `predicted`.
    ///
    /// # Panics
    ///
    /// Where either is not below [`ConfusionMatrix::classes`].
    #[must_use]
    pub fn count(&self, truth: usize, predicted: usize) -> f64 {
        assert!(truth < self.classes && predicted < self.classes, "class out of range");
        self.counts[truth * self.classes + predicted]
    }

    /// One row a true class.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.counts.chunks(self.classes.max(1))
    }

    /// The total weight.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The total weight of the samples that are of `class` in truth (its support).
    #[must_use]
    pub fn support(&self, class: usize) -> f64 {
        (0..self.classes).map(|predicted| self.count(class, predicted)).sum()
    }

    /// The total weight of the samples that were predicted as `class`.
    #[must_use]
    pub fn predicted_as(&self, class: usize) -> f64 {
        (0..self.classes).map(|truth| self.count(truth, class)).sum()
    }

    /// The total weight of correct predictions.
    #[must_use]
    pub fn correct(&self) -> f64 {
        (0..self.classes).map(|class| self.count(class, class)).sum()
    }
}

pub(crate) fn check_label(sample: usize, label: u32, classes: usize) -> Result<(), MetricError> {
    if (label as usize) < classes {
        Ok(())
    } else {
        Err(MetricError::Label { sample, label, classes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference;

    #[test]
    fn equals_scikit_learn() {
        let plain = reference::confusion(None);
        let rows: Vec<Vec<f64>> = plain.rows().map(<[f64]>::to_vec).collect();
        assert_eq!(rows, [[8., 2., 2., 4.], [2., 7., 1., 1.], [3., 6., 13., 0.], [1., 1., 3., 6.]]);
        let weighted = reference::confusion(Some(&reference::weights()));
        let rows: Vec<Vec<f64>> = weighted.rows().map(<[f64]>::to_vec).collect();
        assert_eq!(
            rows,
            [[6., 3., 3.5, 2.5], [2.5, 8., 0., 1.5], [3.5, 5.5, 12.5, 0.], [0., 2., 4., 5.5]]
        );
    }

    #[test]
    fn absent_samples_may_hold_anything() {
        let mut matrix = ConfusionMatrix::new(2);
        matrix.add(&[1, u32::MAX], &[1, 77], Some(&[1.0, 0.0])).unwrap();
        assert_eq!(matrix.total(), 1.0);
    }

    #[test]
    fn a_bad_label_leaves_the_matrix_as_it_was() {
        let mut matrix = ConfusionMatrix::new(2);
        let error = matrix.add(&[0, 2], &[0, 0], None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "sample 1: label 2 is outside the 2 classes, expected 0 to 1"
        );
        assert_eq!(matrix.total(), 0.0);
    }

    #[test]
    fn batches_merge_into_the_whole() {
        let (truth, predicted) = (reference::truth(), reference::probabilities().predicted());
        let mut whole = ConfusionMatrix::new(4);
        whole.add(&truth, &predicted, None).unwrap();
        let mut first = ConfusionMatrix::new(4);
        first.add(&truth[..25], &predicted[..25], None).unwrap();
        let mut second = ConfusionMatrix::new(4);
        second.add(&truth[25..], &predicted[25..], None).unwrap();
        first.merge(&second).unwrap();
        assert_eq!(first, whole);
        assert!(first.merge(&ConfusionMatrix::new(3)).is_err());
    }
}
