use super::ChangeLoss;
use crate::change_detection::models::ChangeModel;
use neuron_rt::graph::{GraphError, Tensor};
use neuron_rt::nn::Scope;
use neuron_train::trainer::{Batch, Forward, Objective};

/// A network that is trained to tell which pixels changed. Its output is `logits`, `[batch, 1, rows, columns]`.
#[derive(Clone, Debug)]
pub struct ChangeObjective {
    /// The network.
    pub model: ChangeModel,
    /// What it minimises.
    pub loss: ChangeLoss,
}

impl Objective for ChangeObjective {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward, GraphError> {
        let input = |name: &str| -> &Tensor { &batch[name] };
        let logits = self.model.forward(scope, input)?;
        let losses = self.loss.forward(&logits, &batch["mask"])?;
        Ok(Forward { losses, outputs: vec![("logits".into(), logits)] })
    }
}
