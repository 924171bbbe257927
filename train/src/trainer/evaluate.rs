//! What a model says about a set of examples.

use super::feed::{self, Feed};
use super::objective::{Forward, Objective, Predictions};
use super::{Precision, TrainError, TrainerConfig};
use neuron_data::examples::{Examples, FieldType};
use neuron_data::loading::{FieldData, Loader, LoaderOptions};
use neuron_rt::graph::Graph;
use neuron_rt::nn;
use neuron_rt::{Argument, Buffer, Device, Executable, Resident, compile};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A model compiled for evaluation.
#[derive(Debug)]
pub struct Evaluator {
    executable: Executable,
    batch: usize,
    workers: usize,
}

/// The loss of each example, among the outputs of an evaluation graph.
const LOSSES: &str = "losses";

/// Records the evaluation graph of an objective.
///
/// # Errors
/// What recording meets; the error names the layer.
pub fn evaluation_graph(
    objective: &dyn Objective,
    examples: &dyn Examples,
    batch: usize,
    precision: Precision,
) -> Result<Graph, TrainError> {
    let fields = feed::fields(examples, batch);
    let recorded = nn::evaluation(precision.policy(), &fields, &|scope, batch| {
        let Forward { losses, mut outputs } = objective.forward(scope, batch)?;
        outputs.push((LOSSES.to_owned(), losses));
        Ok(outputs)
    })?;
    Ok(recorded.graph)
}

/// How many examples an evaluation of `examples` takes at a time on a device.
///
/// The processor compiles in no time and needs no padding. Elsewhere each size is a graph that takes
/// minutes to compile, so all evaluations take the batch of the training and share one graph.
#[must_use]
pub fn evaluation_batch(config: &TrainerConfig, examples: usize, device: &Device) -> usize {
    match device {
        Device::Neuron(_) | Device::Pjrt(_) => config.batch_size,
        _ => config.batch_size.min(examples.max(1)),
    }
}

impl Evaluator {
    /// Compiles a model for evaluation on `examples`, `batch` at a time.
    ///
    /// # Errors
    /// What recording and compiling meet.
    pub fn new(
        objective: &dyn Objective,
        examples: &dyn Examples,
        batch: usize,
        workers: usize,
        precision: Precision,
        device: &Device,
    ) -> Result<Self, TrainError> {
        let graph = evaluation_graph(objective, examples, batch, precision)?;
        Ok(Self { executable: compile(&graph, device)?, batch, workers })
    }

    /// Shape of an output of a batch, by its name.
    #[must_use]
    pub fn output_shape(&self, name: &str) -> Option<Vec<usize>> {
        let graph = self.executable.graph();
        let output = graph.outputs().iter().find(|output| output.name == name)?;
        Some(graph.ty(output.value).shape.dims().to_vec())
    }

    /// Memory in bytes that a batch takes beside weights and inputs.
    #[must_use]
    pub fn workspace_bytes(&self) -> usize {
        self.executable.workspace_bytes()
    }

    /// Runs the model over all examples in order. `weights` are looked up under the running mean's
    /// name first where `ema` is set.
    ///
    /// # Errors
    /// Where an example cannot be loaded, or the device fails.
    pub fn predict(
        &mut self,
        examples: &Arc<dyn Examples>,
        weights: &Resident,
        ema: bool,
    ) -> Result<Predictions, TrainError> {
        let mut predictions = Predictions { examples: examples.len(), ..Predictions::default() };
        let order: Vec<usize> = (0..examples.len()).collect();
        let options = LoaderOptions {
            batch_size: self.batch,
            workers: self.workers,
            ..LoaderOptions::default()
        };
        let mut loader = Loader::evaluation(examples.clone(), order, options);
        let weights = self.placed(weights, ema)?;
        let mut feed = Feed::default();
        let mut loss = 0.0;
        while let Some(batch) = loader.next() {
            let batch = batch?;
            feed.batch(&batch);
            let real = batch.weight.iter().filter(|&&w| w > 0.0).count();
            let graph = self.executable.graph();
            let find = |name: &str| -> Option<&Buffer> {
                feed.inputs.get(name).or_else(|| weights.get(name).map(AsRef::as_ref))
            };
            let arguments: Vec<Argument<'_>> = graph
                .inputs()
                .iter()
                .filter_map(|input| find(&input.name).map(Argument::Borrowed))
                .collect();
            let names: Vec<String> = graph.outputs().iter().map(|o| o.name.clone()).collect();
            let results = self.executable.run(arguments)?;
            for (name, result) in names.into_iter().zip(results) {
                let values = result.to_literal().to_f32();
                let each = values.len() / batch.weight.len();
                if name == LOSSES {
                    loss += values[..real].iter().map(|&l| f64::from(l)).sum::<f64>();
                } else if !result.ty().shape.is_empty() {
                    let list: &mut Vec<f32> = predictions.outputs.entry(name).or_default();
                    list.extend_from_slice(&values[..real * each]);
                }
            }
            keep_integers(&mut predictions.integers, &batch.fields, real);
            loader.recycle(batch);
        }
        predictions.loss = loss / predictions.examples.max(1) as f64;
        Ok(predictions)
    }

    /// What the graph reads of the weights, under its own names, where the device reads it best.
    fn placed<'a>(
        &self,
        weights: &'a Resident,
        ema: bool,
    ) -> Result<BTreeMap<String, Cow<'a, Buffer>>, TrainError> {
        let mut placed = BTreeMap::new();
        for input in self.executable.graph().inputs() {
            let name = &input.name;
            let mean = if ema { weights.get(&format!("ema/{name}")) } else { None };
            if let Some(buffer) = mean.or_else(|| weights.get(name)) {
                placed.insert(name.clone(), self.executable.place(buffer)?);
            }
        }
        Ok(placed)
    }
}

fn keep_integers(
    kept: &mut BTreeMap<String, Vec<i32>>,
    fields: &[(neuron_data::examples::Field, FieldData)],
    real: usize,
) {
    for (field, data) in fields {
        if let (FieldType::I32, FieldData::I32(values)) = (field.dtype, data) {
            let list = kept.entry(field.name.clone()).or_default();
            list.extend_from_slice(&values[..real * field.elements()]);
        }
    }
}
