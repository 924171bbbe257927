use super::graphs::ModelGraphs;
use crate::args::ExportArgs;
use crate::{Domain, TaskError};
use neuron_command_line::output;
use neuron_rt::neuron::hlo::{self, Module};
use neuron_train::checkpoint::{TensorSlice, save_safetensors};
use neuron_train::file_system::{RealFileSystem, write_atomically};
use neuron_train::signals::ExitCode;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes a graph as an XLA module, and an example of each of its inputs beside it.
pub(super) fn export(domain: &'static Domain, args: &ExportArgs) -> Result<ExitCode, TaskError> {
    let beside = inputs_file(&args.hlo);
    for file in [&args.hlo, &beside] {
        if !args.force && file.symlink_metadata().is_ok() {
            return Err(TaskError::Exists { file: file.display().to_string() });
        }
    }
    let model = ModelGraphs::of(domain, &args.choice, &args.places)?;
    let (graph, inputs) = model.with_inputs(args.train)?;
    let name = if args.train { "training" } else { "forward" };
    let module = hlo::lower(&graph, name);
    // The inputs first: where there is a module, there are inputs for it.
    let tensors: Vec<TensorSlice<'_>> = module
        .inputs
        .iter()
        .filter_map(|port| Some(TensorSlice::of(&port.bound, inputs.get(&port.name)?)))
        .collect();
    save_safetensors(&beside, &tensors, &metadata(&model, name, &module))?;
    let bytes = module.to_bytes();
    write_atomically(&RealFileSystem, &args.hlo, |out| out.write_all(&bytes))?;
    if args.json {
        let line = json!({
            "task": model.task.name(),
            "dataset": model.task.dataset(),
            "model": model.name(),
            "graph": name,
            "hlo": args.hlo,
            "bytes": bytes.len(),
            "instructions": module.instruction_count(),
            "inputs": beside,
            "input_count": module.inputs.len(),
            "output_count": module.outputs.len(),
        });
        output::line(&line.to_string())?;
    } else {
        let (count, bytes) = (module.instruction_count(), bytes.len());
        output::line(&format!(
            "module {} ({count} instructions, {bytes} bytes)",
            args.hlo.display()
        ))?;
        output::line(&format!("inputs {} ({})", beside.display(), module.inputs.len()))?;
    }
    Ok(ExitCode::Success)
}

/// `FILE.safetensors`.
fn inputs_file(module: &Path) -> PathBuf {
    let mut name = module.as_os_str().to_owned();
    name.push(".safetensors");
    name.into()
}

/// What a reader needs to call the module: names in the order of its parameters and results.
fn metadata(model: &ModelGraphs, graph: &str, module: &Module) -> BTreeMap<String, String> {
    let inputs: Vec<&str> = module.inputs.iter().map(|port| port.bound.as_str()).collect();
    let outputs: Vec<&str> = module.outputs.iter().map(|port| port.bound.as_str()).collect();
    let aliases: BTreeMap<usize, usize> = module
        .outputs
        .iter()
        .enumerate()
        .filter_map(|(output, port)| Some((output, port.alias?)))
        .collect();
    let text = |key: &str, value: String| (key.to_owned(), value);
    [
        text("graph", graph.to_owned()),
        text("model", model.name().to_owned()),
        text("dataset", model.task.dataset().to_owned()),
        text("synthetic", model.task.synthetic().to_string()),
        text("seed", model.task.trainer().seed.to_string()),
        text("inputs", json!(inputs).to_string()),
        text("outputs", json!(outputs).to_string()),
        text("aliases", json!(aliases).to_string()),
    ]
    .into()
}
