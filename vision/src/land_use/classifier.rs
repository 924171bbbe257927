use crate::models::{ImageShape, ModelConfig};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::{Scope, functional};
use neuron_train::trainer::{Batch, Forward, Objective};

/// An image classifier trained by cross-entropy.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// The model.
    pub model: ModelConfig,
    /// The images that it is to classify.
    pub shape: ImageShape,
    /// Share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

impl Objective for Classifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let logits = self.model.forward(scope, &batch["image"], self.shape)?;
        let smoothing = if scope.training() { self.label_smoothing } else { 0.0 };
        let losses = functional::cross_entropy(&logits, &batch["label"], smoothing)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}
