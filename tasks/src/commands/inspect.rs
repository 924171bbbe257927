use super::graphs::ModelGraphs;
use crate::args::GraphArgs;
use crate::{Domain, TaskError};
use neuron_command_line::output;
use neuron_rt::graph::Graph;
use neuron_rt::profile::{Ceiling, Profile};
use neuron_rt::{Device, Executable, compile};
use neuron_train::file_system::{RealFileSystem, write_atomically};
use neuron_train::signals::ExitCode;
use neuron_train::trainer::TrainError;
use std::collections::BTreeMap;

/// Prints the graph, its cost and its plan.
pub(super) fn graph(domain: &'static Domain, args: &GraphArgs) -> Result<ExitCode, TaskError> {
    let model = ModelGraphs::of(domain, &args.choice, &args.places)?;
    if args.profile || args.trace.is_some() {
        return profile(args, &model);
    }
    let graph = if args.train { model.training()?.graph } else { model.forward()? };
    if !args.summary {
        output::line(graph.to_text().trim_end())?;
    }
    let executable = compile(&graph, &Device::Cpu).map_err(TrainError::from)?;
    output::line(summary(&graph, executable.workspace_bytes()).trim_end())?;
    Ok(ExitCode::Success)
}

/// Lines of each table of a profile, unless there is reason to see all.
const LINES: usize = 20;

/// Runs the graph on the processor, and prints where the time goes.
fn profile(args: &GraphArgs, model: &ModelGraphs) -> Result<ExitCode, TaskError> {
    if let Some(trace) = &args.trace
        && !args.force
        && trace.symlink_metadata().is_ok()
    {
        return Err(TaskError::Exists { file: trace.display().to_string() });
    }
    let (graph, mut resident) = model.with_inputs(args.train)?;
    let mut executable = compile(&graph, &Device::Cpu).map_err(TrainError::from)?;
    let ceiling = Ceiling::measure().map_err(TrainError::from)?;
    let none = BTreeMap::new();
    let run = |executable: &mut Executable| executable.step(&mut resident, &none).map(drop);
    let profile = Profile::take(&mut executable, args.runs, run).map_err(TrainError::from)?;
    let lines = if args.summary { LINES } else { usize::MAX };
    output::line(profile.to_table(&ceiling, lines).trim_end())?;
    if let Some(trace) = &args.trace {
        write_atomically(&RealFileSystem, trace, |out| {
            out.write_all(profile.to_trace().as_bytes())
        })?;
        output::line(&format!("\ntrace {}", trace.display()))?;
    }
    Ok(ExitCode::Success)
}

/// Totals, and the layers that work most.
fn summary(graph: &Graph, workspace: usize) -> String {
    let mut layers: BTreeMap<&str, u64> = BTreeMap::new();
    for node in graph.nodes() {
        *layers.entry(graph.layer(node)).or_default() += graph.node_cost(node).flops;
    }
    let mut ranked: Vec<(&str, u64)> = layers.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let cost = graph.cost();
    let mut text = format!(
        "# {} nodes, {:.3} GFLOP, {:.1} MB read and written before fusion\n# hash {}\n# plan on the \
         processor: {:.1} MB of workspace\n",
        graph.nodes().len(),
        cost.flops as f64 / 1e9,
        cost.bytes as f64 / 1e6,
        graph.content_hash(),
        workspace as f64 / 1e6,
    );
    for (layer, flops) in ranked.into_iter().take(10).filter(|(_, flops)| *flops > 0) {
        let name = if layer.is_empty() { "(outside layers)" } else { layer };
        text.push_str(&format!(
            "# {:5.1} %  {name}\n",
            100.0 * flops as f64 / cost.flops.max(1) as f64
        ));
    }
    text
}
