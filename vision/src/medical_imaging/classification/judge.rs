use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::trainer::{Better, ClassificationJudge, Judge, Predictions};

/// Measures a classifier of scans while it is trained. The best weights are those of the highest
/// AUROC, which depends on no threshold and not on how many images a class has; of several classes,
/// the mean of each against the rest.
#[derive(Clone, Debug)]
pub struct ScanJudge(ClassificationJudge);

impl ScanJudge {
    /// Of so many classes.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self(ClassificationJudge::new(classes))
    }
}

impl Judge for ScanJudge {
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError> {
        self.0.judge(predictions)
    }

    fn monitor(&self) -> (&str, Better) {
        ("auroc_macro", Better::Larger)
    }
}
