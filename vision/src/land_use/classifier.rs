use super::LandUseConfig;
use crate::models::{Ensemble, ImageShape};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::{Scope, functional};
use neuron_train::trainer::{Batch, Forward, Objective};

/// An image classifier, or several, trained by cross-entropy.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// The models.
    pub ensemble: Ensemble,
    /// Share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

impl Classifier {
    /// The classifier of a configuration.
    #[must_use]
    pub fn new(config: &LandUseConfig, shape: ImageShape) -> Self {
        let (model, members) = (config.model.clone(), config.members);
        let ensemble = Ensemble { model, members, shape };
        Self { ensemble, label_smoothing: config.label_smoothing }
    }
}

impl Objective for Classifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let smoothing = if scope.training() { self.label_smoothing } else { 0.0 };
        let loss = |logits: &_| functional::cross_entropy(logits, &batch["label"], smoothing);
        let (logits, losses) = self.ensemble.forward(scope, &batch["image"], &loss)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}
