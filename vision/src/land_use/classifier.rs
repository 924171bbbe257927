use super::LandUseConfig;
use crate::models::{ImageShape, ModelConfig};
use neuron_rt::graph::{GraphError, Tensor};
use neuron_rt::nn::{Scope, functional};
use neuron_train::trainer::{Batch, Forward, Objective};

/// An image classifier trained by cross-entropy, or several whose probabilities are averaged: a deep
/// ensemble (Lakshminarayanan et al., 2017), which depends less on its first weights than one model.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// The model.
    pub model: ModelConfig,
    /// How many of it, each with weights of its own.
    pub members: usize,
    /// The images that it is to classify.
    pub shape: ImageShape,
    /// Share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

impl Classifier {
    /// The classifier of a configuration.
    #[must_use]
    pub fn new(config: &LandUseConfig, shape: ImageShape) -> Self {
        Self {
            model: config.model.clone(),
            members: config.members,
            shape,
            label_smoothing: config.label_smoothing,
        }
    }

    /// Scores and loss of each image by one model.
    fn one(&self, scope: &Scope, batch: &Batch) -> Result<(Tensor, Tensor), GraphError> {
        let logits = self.model.forward(scope, &batch["image"], self.shape)?;
        let smoothing = if scope.training() { self.label_smoothing } else { 0.0 };
        let losses = functional::cross_entropy(&logits, &batch["label"], smoothing)?;
        Ok((logits, losses))
    }
}

impl Objective for Classifier {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        if self.members == 1 {
            let (logits, losses) = self.one(scope, batch)?;
            return Ok(Forward { losses, outputs: vec![("logits".into(), logits)] });
        }
        // Each learns from its own loss: were the loss that of their mean, they would learn to make
        // up for one another, and not to be right.
        let member = |number: usize| {
            let scope = scope.child(format!("member.{number}"));
            let (logits, losses) = self.one(&scope, batch)?;
            Ok::<_, GraphError>((functional::softmax(&logits)?, losses))
        };
        let (mut probabilities, mut losses) = member(0)?;
        for number in 1..self.members {
            let (more, loss) = member(number)?;
            (probabilities, losses) = (probabilities.add(&more)?, losses.add(&loss)?);
        }
        let share = 1.0 / self.members as f64;
        let logits =
            probabilities.mul_scalar(share)?.add_scalar(f64::from(f32::MIN_POSITIVE))?.log()?;
        Ok(Forward { losses: losses.mul_scalar(share)?, outputs: vec![("logits".into(), logits)] })
    }
}
