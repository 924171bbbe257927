use super::iou::mean;
use super::{ConfusionMatrix, MetricError};

impl ConfusionMatrix {
    /// Dice coefficient of one class, `2·|A∩B| / (|A| + |B|)`; `None` where the class neither occurs
    /// nor was predicted. On hard decisions it equals [`ConfusionMatrix::f1`] (Dice, *Measures of the
    /// amount of ecologic association between species*, Ecology 1945).
    #[must_use]
    pub fn dice(&self, class: usize) -> Option<f64> {
        self.f1(class)
    }

    /// Mean Dice coefficient of the classes that occur or were predicted.
    ///
    /// ```
    /// # use neuron_train::metrics::ConfusionMatrix;
    /// let mut pixels = ConfusionMatrix::new(2);
    /// pixels.add(&[0, 0, 1, 1], &[0, 0, 0, 1], None)?;
    /// assert!((pixels.mean_dice()? - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    /// # Ok::<(), neuron_train::metrics::MetricError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MetricError::Undefined`] without samples.
    pub fn mean_dice(&self) -> Result<f64, MetricError> {
        mean((0..self.classes()).filter_map(|class| self.dice(class)))
            .ok_or(MetricError::undefined("mean Dice", "there are no samples"))
    }
}

#[cfg(test)]
mod tests {
    use crate::metrics::reference::{self, close, same};

    #[test]
    fn follows_from_iou() {
        // Dice = 2·IoU / (1 + IoU), whichever way either was computed.
        let matrix = reference::confusion(Some(&reference::weights()));
        for class in 0..4 {
            let iou = matrix.iou(class).unwrap();
            close(matrix.dice(class).unwrap(), 2.0 * iou / (1.0 + iou));
        }
        // scikit-learn's macro F1 of the same decisions.
        same(matrix.mean_dice(), 0.5238134426856529);
    }
}
