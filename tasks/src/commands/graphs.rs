//! A model's graphs, as `train`, `eval` and `predict` compile them on a device other than the processor.

use super::settings;
use crate::args::{Choice, Places};
use crate::{Domain, Split, Task, TaskError};
use neuron_data::examples::Examples;
use neuron_rt::Buffer;
use neuron_rt::graph::Graph;
use neuron_rt::nn::TrainingStep;
use neuron_train::trainer::{
    Sharing, evaluation_graph, evaluation_inputs, shared_step, step_inputs, training_step,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A model on a dataset.
pub(super) struct ModelGraphs {
    pub(super) task: Box<dyn Task>,
    examples: Arc<dyn Examples>,
}

impl ModelGraphs {
    /// The model that `train` would train by these flags.
    pub(super) fn of(
        domain: &'static Domain,
        choice: &Choice,
        places: &Places,
    ) -> Result<Self, TaskError> {
        let task = settings::open(domain, choice, places, None)?.task;
        let examples = task.examples(Split::Train);
        Ok(Self { task, examples })
    }

    /// Every model of the task on the chosen dataset, or the one that is chosen, by name or by its
    /// settings.
    pub(super) fn all(
        domain: &'static Domain,
        choice: &Choice,
        places: &Places,
    ) -> Result<Vec<Self>, TaskError> {
        let of_model = |setting: &String| setting.starts_with("model.");
        let chosen = choice.model.is_some() || choice.config.is_some();
        let first = Self::of(domain, choice, places)?;
        if chosen || choice.set.iter().any(of_model) {
            return Ok(vec![first]);
        }
        let named = |name: &&str| {
            Self::of(domain, &Choice { model: Some((*name).to_owned()), ..choice.clone() }, places)
        };
        domain.kind(first.task.name())?.models().iter().map(named).collect()
    }

    /// The model's name.
    pub(super) fn name(&self) -> &str {
        self.task.model()
    }

    /// The forward pass with the loss of each image.
    pub(super) fn forward(&self) -> Result<Graph, TaskError> {
        let trainer = self.task.trainer();
        let (batch, precision) = (trainer.batch_size, trainer.precision);
        Ok(evaluation_graph(self.task.objective(), &*self.examples, batch, precision)?)
    }

    /// The training step or the forward pass, and what its first run is given, by the names of the
    /// graph's inputs.
    pub(super) fn with_inputs(
        &self,
        train: bool,
    ) -> Result<(Graph, BTreeMap<String, Buffer>), TaskError> {
        let (config, examples) = (self.task.trainer(), &self.examples);
        let step = self.training()?;
        if train {
            let inputs = step_inputs(config, &step, examples)?;
            return Ok((step.graph, inputs));
        }
        let graph = self.forward()?;
        let inputs = evaluation_inputs(config, &step, &graph, examples, config.batch_size)?;
        Ok((graph, inputs))
    }

    /// The training step of one of those who share each batch; the whole step, if that is one.
    pub(super) fn shared(&self, sharing: Sharing) -> Result<TrainingStep, TaskError> {
        if sharing.replicas() == 1 {
            return self.training();
        }
        Ok(shared_step(self.task.trainer(), self.task.objective(), &*self.examples, sharing)?)
    }

    /// The whole training step.
    pub(super) fn training(&self) -> Result<TrainingStep, TaskError> {
        Ok(training_step(self.task.trainer(), self.task.objective(), &*self.examples)?)
    }
}
