//! The project's side.

use crate::agreement::Pass;
use anyhow::{Context, Result};
use neuron_benches::Workload;
use neuron_rt::graph::{Builder, Graph, Role, Tensor};
use neuron_rt::nn::{Loss, Scope, TrainingStep};
use neuron_rt::{Buffer, Device, Executable, Resident, compile};
use std::collections::BTreeMap;

/// As small that many steps on one batch stay far from a loss of 0.
pub(crate) const LEARNING_RATE: f32 = 1e-5;

/// Training steps on one batch.
#[derive(Debug)]
pub(crate) struct Training {
    executable: Executable,
    resident: Resident,
    feed: BTreeMap<String, Buffer>,
    done: f32,
}

impl Training {
    pub(crate) fn new(
        workload: &Workload,
        step: &TrainingStep,
        resident: Resident,
    ) -> Result<Self> {
        let executable = compile(&step.graph, &Device::Cpu)?;
        Ok(Self { executable, resident, feed: workload.feed(LEARNING_RATE, 1), done: 0.0 })
    }

    pub(crate) fn run(&mut self) -> Result<()> {
        self.done += 1.0;
        let step = self.feed.get_mut("step").context("a step counts")?;
        step.as_mut_slice::<f32>()[0] = self.done;
        self.executable.step(&mut self.resident, &self.feed)?;
        Ok(())
    }

    /// What the plan says that a step takes: its inputs, among them all weights and what the
    /// optimiser keeps, its workspace, and the outputs that replace no input.
    pub(crate) fn planned_bytes(&self) -> usize {
        let graph = self.executable.graph();
        let fresh = graph.outputs().iter().filter(|output| output.replaces.is_none());
        let outputs: usize = fresh.map(|output| graph.ty(output.value).bytes()).sum();
        self.executable.input_bytes() + self.executable.workspace_bytes() + outputs
    }
}

/// Forward passes of one batch.
#[derive(Debug)]
pub(crate) struct Inference {
    executable: Executable,
    resident: Resident,
    data: BTreeMap<String, Buffer>,
}

impl Inference {
    pub(crate) fn new(workload: &Workload, resident: &Resident) -> Result<Self> {
        let executable = compile(&workload.inference()?.graph, &Device::Cpu)?;
        Ok(Self { executable, resident: resident.clone(), data: workload.data() })
    }

    pub(crate) fn run(&mut self) -> Result<()> {
        self.executable.step(&mut self.resident, &self.data)?;
        Ok(())
    }

    pub(crate) fn output(&mut self) -> Result<Vec<f32>> {
        let outputs = self.executable.step(&mut self.resident, &self.data)?;
        Ok(outputs["output"].as_slice::<f32>().to_vec())
    }
}

/// Loss, gradients and new running statistics of one pass in training mode.
pub(crate) fn gradients(workload: &Workload, resident: &Resident) -> Result<Pass> {
    let mut executable = compile(&gradient_graph(workload)?, &Device::Cpu)?;
    let outputs = executable.step(&mut resident.clone(), &workload.data())?;
    let mut made = Pass { loss: outputs["loss"].scalar(), ..Pass::default() };
    for (name, value) in outputs.iter().filter(|(name, _)| *name != "loss") {
        made.tensors.insert(name.clone(), value.as_slice::<f32>().to_vec());
    }
    Ok(made)
}

/// Outputs: `loss`, `gradient/NAME` of each parameter, `state/NAME` of each running statistic.
fn gradient_graph(workload: &Workload) -> Result<Graph> {
    let builder = Builder::new();
    let scope = Scope::new(&builder, workload.policy, true);
    let [input, target] = workload.fields();
    let input = builder.input(&input.0, input.1, Role::Data)?;
    let target = builder.input(&target.0, target.1, Role::Data)?;
    let output = workload.model.forward(&scope, &input)?;
    let Loss { sum, weight, .. } = workload.model.loss(&output, &target)?;
    let loss = sum.div(&weight)?;

    let names: Vec<String> = scope.parameters().into_iter().map(|spec| spec.name).collect();
    let parameters: Vec<Tensor> = names.iter().filter_map(|name| scope.master(name)).collect();
    let gradients = loss.gradients(&parameters.iter().collect::<Vec<_>>())?;
    let mut outputs = vec![("loss".to_owned(), loss)];
    for (name, gradient) in names.iter().zip(gradients) {
        let gradient = gradient.with_context(|| format!("`{name}` has no gradient"))?;
        outputs.push((format!("gradient/{name}"), gradient));
    }
    for state in scope.states() {
        let after = scope.updated_state(&state.name);
        let after = after.with_context(|| format!("`{}` is not updated", state.name))?;
        outputs.push((format!("state/{}", state.name), after));
    }
    let outputs: Vec<(&str, &Tensor)> = outputs.iter().map(|(n, t)| (n.as_str(), t)).collect();
    Ok(builder.finish(&outputs)?)
}
