use super::MedicalImagingConfig;
use crate::models::{Ensemble, ImageShape};
use neuron_rt::graph::GraphError;
use neuron_rt::nn::Scope;
use neuron_rt::nn::losses::CrossEntropy;
use neuron_train::trainer::{Batch, Forward, Objective};

/// A classifier of scans, or several. While it is trained, an image counts by its class.
#[derive(Clone, Debug)]
pub struct ScanClassifier {
    /// The models.
    pub ensemble: Ensemble,
    /// Loss while it is trained.
    pub loss: CrossEntropy,
}

impl ScanClassifier {
    /// The classifier of a configuration; `class_weights` are what each class counts in the loss.
    #[must_use]
    pub fn new(
        config: &MedicalImagingConfig,
        shape: ImageShape,
        class_weights: Option<Vec<f64>>,
    ) -> Self {
        let label_smoothing = config.label_smoothing;
        let loss = CrossEntropy { label_smoothing, class_weights, ..CrossEntropy::default() };
        let (model, members) = (config.model.clone(), config.members);
        Self { ensemble: Ensemble { model, members, shape }, loss }
    }
}

impl Objective for ScanClassifier {
    /// Outputs `logits` `[batch, classes]`. What is measured counts each image the same.
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let plain = CrossEntropy::default();
        let by_class = if scope.training() { &self.loss } else { &plain };
        let loss = |logits: &_| by_class.forward(logits, &batch["label"]);
        let (logits, losses) = self.ensemble.forward(scope, &batch["image"], &loss)?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}
