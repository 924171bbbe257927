use super::decision::likeliest;
use super::segmenter::PROBABILITIES;
use neuron_train::metrics::{ConfusionMatrix, MetricError, Metrics};
use neuron_train::trainer::{Better, Judge, Predictions};

/// Judges the probabilities of tiles against their labels; pixels without a label are not looked at.
#[derive(Clone, Debug)]
pub struct SegmentationJudge {
    /// How many classes.
    pub classes: usize,
    /// The class whose overlap is `iou` and `dice`, where there are two.
    pub foreground: usize,
}

impl SegmentationJudge {
    /// `accuracy`, `mean_iou`, `mean_dice` and, of two classes, `iou` and `dice` of the foreground.
    ///
    /// # Errors
    /// [`MetricError`] where no pixel was counted.
    pub fn metrics(&self, confusion: &ConfusionMatrix) -> Result<Metrics, MetricError> {
        let mut metrics = Metrics::new();
        metrics.insert("accuracy", confusion.accuracy()?);
        metrics.insert("mean_iou", confusion.mean_iou()?);
        metrics.insert("mean_dice", confusion.mean_dice()?);
        if self.classes == 2 && self.foreground < 2 {
            metrics.insert_defined("iou", confusion.iou(self.foreground));
            metrics.insert_defined("dice", confusion.dice(self.foreground));
        }
        Ok(metrics)
    }
}

impl Judge for SegmentationJudge {
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError> {
        let mut confusion = ConfusionMatrix::new(self.classes);
        let none = (Vec::new(), Vec::new());
        let probabilities = predictions.outputs.get(PROBABILITIES).unwrap_or(&none.0);
        let labels = predictions.integers.get("label").unwrap_or(&none.1);
        let area = labels.len() / predictions.examples.max(1);
        let tiles =
            labels.chunks(area.max(1)).zip(probabilities.chunks((area * self.classes).max(1)));
        for (labels, probabilities) in tiles {
            let said = likeliest(probabilities, area);
            let known = labels.iter().zip(said).filter(|(label, _)| **label >= 0);
            let (truth, said): (Vec<u32>, Vec<u32>) =
                known.map(|(&label, said)| (label.unsigned_abs(), u32::from(said))).unzip();
            confusion.add(&truth, &said, None)?;
        }
        self.metrics(&confusion)
    }

    fn monitor(&self) -> (&str, Better) {
        ("mean_iou", Better::Larger)
    }
}
