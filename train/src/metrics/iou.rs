use super::precision_recall_f1::ratio;
use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Intersection over union (Jaccard index) of one class; `None` where the class neither occurs
    /// nor was predicted. For segmentation the samples are pixels.
    #[must_use]
    pub fn iou(&self, class: usize) -> Option<f64> {
        let both = self.count(class, class);
        ratio(both, self.support(class) + self.predicted_as(class) - both)
    }

    /// Mean intersection over union of the classes that occur or were predicted
    /// ([scikit-learn](https://scikit-learn.org/stable/modules/generated/sklearn.metrics.jaccard_score.html),
    /// `average="macro"`; Everingham et al., *The PASCAL VOC Challenge*, IJCV 2010).
    ///
    /// ```
    /// # use neuron_train::metrics::ConfusionMatrix;
    /// let mut pixels = ConfusionMatrix::new(2);
    /// pixels.add(&[0, 0, 1, 1], &[0, 0, 0, 1], None)?;
    /// assert!((pixels.mean_iou()? - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-12);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn mean_iou(&self) -> Result<f64, MetricError> {
        mean((0..self.classes()).filter_map(|class| self.iou(class)))
            .ok_or(MetricError::undefined("mean IoU", "there are no samples"))
    }
}

/// The mean of what there is, `None` of nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0_usize, 0.0), |(n, sum), value| (n + 1, sum + value));
    (count > 0).then(|| sum / count as f64)
}

#[cfg(test)]
mod tests {
    use crate::metrics::reference::{self, close, same};

    #[test]
    fn equals_scikit_learn() {
        let plain = reference::confusion(None);
        for (class, expected) in
            [0.36363636363636365, 0.35, 0.4642857142857143, 0.375].iter().enumerate()
        {
            close(plain.iou(class).unwrap(), *expected);
        }
        same(plain.mean_iou(), 0.38823051948051945);
        same(reference::confusion(Some(&reference::weights())).mean_iou(), 0.3567857584264703);
    }
}
