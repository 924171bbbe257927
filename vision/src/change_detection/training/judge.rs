use crate::change_detection::metrics::{Confusion, best_f1, precision_recall};
use crate::change_detection::threshold::change_map;
use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::trainer::{Better, Judge, Predictions};

/// Measures maps of change over all labelled pixels together, at the threshold of the best F1: a run chooses its
/// threshold on the same pixels later, so that an epoch is judged by what it will be used as.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChangeJudge;

/// Strengths and labels of predictions.
pub(crate) fn judged(predictions: &Predictions) -> (Vec<f64>, Vec<Option<bool>>) {
    let none = (Vec::new(), Vec::new());
    let logits = predictions.outputs.get("logits").unwrap_or(&none.0);
    let mask = predictions.integers.get("mask").unwrap_or(&none.1);
    let label = |&value: &i32| (value >= 0).then_some(value > 0);
    (logits.iter().map(|&v| f64::from(v)).collect(), mask.iter().map(label).collect())
}

impl Judge for ChangeJudge {
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError> {
        let (strengths, labels) = judged(predictions);
        if let Some(sample) = strengths.iter().position(|value| !value.is_finite()) {
            let value = strengths[sample].to_string();
            return Err(MetricError::NotFinite { what: "logits", sample, value });
        }
        let undefined = |reason| MetricError::Undefined { metric: "F1", reason };
        let no_change = |_| undefined("no pixel is labelled changed");
        let (threshold, f1) = best_f1(&strengths, &labels).map_err(no_change)?;
        let curve = precision_recall(&strengths, &labels).map_err(no_change)?;
        let counts = Confusion::new(&change_map(&strengths, threshold), &labels);
        let counts = counts.map_err(|_| undefined("there are not as many labels as logits"))?;
        let mut metrics = Metrics::new();
        metrics.insert("f1", f1);
        metrics.insert_defined("iou", counts.iou());
        metrics.insert_defined("kappa", counts.kappa());
        metrics.insert("average_precision", curve.average_precision());
        Ok(metrics)
    }

    fn monitor(&self) -> (&str, Better) {
        ("f1", Better::Larger)
    }
}
