use super::models::{SeriesModel, SeriesShape, forest_logits};
use neuron_rt::graph::{GraphError, Tensor};
use neuron_rt::nn::{Scope, functional};
use neuron_train::trainer::{Batch, Forward, Objective};

/// A classifier of series trained by cross-entropy.
#[derive(Clone, Debug)]
pub struct SeriesClassifier {
    /// The model.
    pub model: SeriesModel,
    /// The series that it is to classify.
    pub shape: SeriesShape,
    /// Of a forest: trees, splits of a tree, leaves of a tree.
    pub forest: [usize; 3],
    /// Share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

impl SeriesClassifier {
    /// Scores of the classes.
    ///
    /// # Errors
    /// Where the model does not fit the series; the error names the layer.
    pub fn logits(&self, scope: &Scope, batch: &Batch) -> Result<Tensor, GraphError> {
        let series = || [&batch["values"], &batch["keep"], &batch["time"]];
        match &self.model {
            SeriesModel::Transformer(config) => config.forward(scope, series(), self.shape),
            SeriesModel::Cnn(config) => config.forward(scope, series(), self.shape),
            SeriesModel::Forest(_) => {
                forest_logits(scope, &batch["features"], &batch["votes"], self.forest)
            }
        }
    }
}

impl Objective for SeriesClassifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let logits = self.logits(scope, batch)?;
        let is_network = !matches!(self.model, SeriesModel::Forest(_));
        let smoothing = if scope.training() && is_network { self.label_smoothing } else { 0.0 };
        let losses = functional::cross_entropy(&logits, &batch["label"], smoothing)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}
