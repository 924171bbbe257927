use neuron_train::metrics::{MetricError, Metrics};
use neuron_train::trainer::{Judge, Predictions};

/// Judges by the share of hidden tokens that are guessed, and by how surprising they were.
#[derive(Clone, Copy, Debug, Default)]
pub struct MaskedJudge;

impl Judge for MaskedJudge {
    /// `masked_accuracy`, the mean over sequences of the share of hidden tokens that are guessed; `perplexity`,
    /// e to the mean loss.
    fn judge(&self, predictions: &Predictions) -> Result<Metrics, MetricError> {
        let hits = predictions.outputs.get("hits").map_or(&[][..], Vec::as_slice);
        let mut metrics = Metrics::default();
        if !hits.is_empty() {
            let sum: f64 = hits.iter().map(|&hit| f64::from(hit)).sum();
            metrics.insert("masked_accuracy", sum / hits.len() as f64);
        }
        metrics.insert("perplexity", predictions.loss.exp());
        Ok(metrics)
    }
}
