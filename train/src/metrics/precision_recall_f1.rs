use serde::{Deserialize, Serialize};

use super::{ConfusionMatrix, MetricError};

/// How the scores of the classes become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Average {
    /// Over all decisions at once. With one label a sample, precision, recall and F1 all equal
    /// accuracy.
    Micro,
    /// The plain mean of the classes that occur in the truth or among the predictions.
    Macro,
    /// The mean of the classes, weighted by their support.
    Weighted,
}

/// Precision, recall and F1, averaged over classes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrecisionRecallF1 {
    /// Of what was predicted as a class, the share that is of it.
    pub precision: f64,
    /// Of what is of a class, the share that was predicted as it.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

impl ConfusionMatrix {
    /// Precision of one class; `None` where the class was never predicted.
    #[must_use]
    pub fn precision(&self, class: usize) -> Option<f64> {
        ratio(self.count(class, class), self.predicted_as(class))
    }

    /// Recall (sensitivity) of one class; `None` where the class does not occur in the truth.
    #[must_use]
    pub fn recall(&self, class: usize) -> Option<f64> {
        ratio(self.count(class, class), self.support(class))
    }

    /// F1 of one class; `None` where the class neither occurs nor was predicted.
    #[must_use]
    pub fn f1(&self, class: usize) -> Option<f64> {
        ratio(2.0 * self.count(class, class), self.support(class) + self.predicted_as(class))
    }

    /// Precision, recall and F1 averaged over the classes
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html)).
    ///
    /// A class that neither occurs nor was predicted is left out; a precision or recall that has no
    /// value in a class that counts is 0 (scikit-learn's `zero_division=0`).
    ///
    /// ```
    /// use neuron_train::metrics::{Average, ConfusionMatrix};
    /// let mut matrix = ConfusionMatrix::new(2);
    /// matrix.add(&[0, 0, 1, 1], &[0, 0, 0, 1], None)?;
    /// let scores = matrix.precision_recall_f1(Average::Macro)?;
    /// assert!((scores.f1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn precision_recall_f1(&self, average: Average) -> Result<PrecisionRecallF1, MetricError> {
        if average == Average::Micro {
            let score = self.accuracy()?;
            return Ok(PrecisionRecallF1 { precision: score, recall: score, f1: score });
        }
        let mut total = 0.0;
        let mut sum = PrecisionRecallF1 { precision: 0.0, recall: 0.0, f1: 0.0 };
        for class in 0..self.classes() {
            let Some(f1) = self.f1(class) else { continue };
            let weight = if average == Average::Macro { 1.0 } else { self.support(class) };
            total += weight;
            sum.precision += weight * self.precision(class).unwrap_or(0.0);
            sum.recall += weight * self.recall(class).unwrap_or(0.0);
            sum.f1 += weight * f1;
        }
        if total == 0.0 {
            return Err(MetricError::undefined("F1", "there are no samples"));
        }
        Ok(PrecisionRecallF1 {
            precision: sum.precision / total,
            recall: sum.recall / total,
            f1: sum.f1 / total,
        })
    }
}

/// `part / whole`, where there is a whole.
pub(crate) fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::reference::{self, close};

    fn check(weights: Option<&[f32]>, average: Average, precision: f64, recall: f64, f1: f64) {
        let scores = reference::confusion(weights).precision_recall_f1(average).unwrap();
        close(scores.precision, precision);
        close(scores.recall, recall);
        close(scores.f1, f1);
    }

    #[test]
    fn averages_equal_scikit_learn() {
        use Average::{Macro, Micro, Weighted};
        let third = 0.5666666666666667;
        check(None, Micro, third, third, third);
        check(None, Macro, 0.5596484107997266, 0.5681818181818181, 0.557863184692453);
        check(None, Weighted, 0.5834664786967418, third, 0.569804275820536);
        let w = reference::weights();
        let half = 0.5333333333333333;
        check(Some(&w), Micro, half, half, half);
        check(Some(&w), Macro, 0.5340949502133713, 0.5315807212672733, 0.5238134426856529);
        check(Some(&w), Weighted, 0.5464097321005216, half, 0.5322894231100828);
    }

    #[test]
    fn classes_equal_scikit_learn() {
        let matrix = reference::confusion(None);
        let precision = [0.5714285714285714, 0.4375, 0.6842105263157895, 0.5454545454545454];
        let recall = [0.5, 0.6363636363636364, 0.5909090909090909, 0.5454545454545454];
        let f1 = [0.5333333333333333, 0.5185185185185185, 0.6341463414634146, 0.5454545454545454];
        for class in 0..4 {
            close(matrix.precision(class).unwrap(), precision[class]);
            close(matrix.recall(class).unwrap(), recall[class]);
            close(matrix.f1(class).unwrap(), f1[class]);
        }
    }

    #[test]
    fn absent_classes_have_no_score_and_do_not_count() {
        let mut matrix = ConfusionMatrix::new(4);
        matrix.add(&[0, 0, 1], &[0, 2, 0], None).unwrap();
        // Class 1: occurs, never predicted. Class 2: predicted, never occurs. Class 3: neither.
        assert_eq!(
            (matrix.precision(1), matrix.recall(1), matrix.f1(1)),
            (None, Some(0.0), Some(0.0))
        );
        assert_eq!(
            (matrix.precision(2), matrix.recall(2), matrix.f1(2)),
            (Some(0.0), None, Some(0.0))
        );
        assert_eq!((matrix.precision(3), matrix.recall(3), matrix.f1(3)), (None, None, None));
        // sklearn.metrics.f1_score([0,0,1], [0,2,0], average="macro") = (0.5 + 0 + 0) / 3
        close(matrix.precision_recall_f1(Average::Macro).unwrap().f1, 0.5 / 3.0);
    }
}
