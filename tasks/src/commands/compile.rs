use super::cache;
use super::device::CompileProgress;
use super::graphs::ModelGraphs;
use super::shared_progress::SharedProgress;
use crate::args::CompileArgs;
use crate::{Domain, TaskError};
use neuron_command_line::output;
use neuron_rt::graph::Graph;
use neuron_rt::neuron::compiler::{CompileError, Compiled, Compiler};
use neuron_rt::neuron::{Prepared, Target};
use neuron_train::signals::{ExitCode, Interrupt};
use neuron_train::trainer::Sharing;
use serde_json::{Value, json};

/// Compiles what `train`, `eval` and `predict` will look for; or looks after the cache.
pub(super) fn compile(domain: &'static Domain, args: &CompileArgs) -> Result<ExitCode, TaskError> {
    match args.target {
        Some(target) => fill(domain, args, target),
        None if args.list => cache::list(args.speech.json),
        None => cache::clear(args.yes, args.speech.json),
    }
}

/// A graph that could not be compiled, or one that was.
type Done = Result<Compiled, String>;

fn fill(
    domain: &'static Domain,
    args: &CompileArgs,
    target: Target,
) -> Result<ExitCode, TaskError> {
    let compiler = Compiler::locate().map_err(CompileError::from)?;
    // Asked before the graphs are made, and for all of them.
    compiler.version()?;
    let model = ModelGraphs::of(domain, &args.choice, &args.places)?;
    let shown = SharedProgress::stderr(args.speech.quiet);
    let interrupt = Interrupt::on_signals().unwrap_or_default();
    let progress = CompileProgress { shown: shown.clone(), interrupt };
    let mut records = Vec::new();
    let mut failed = 0;
    for graph in graphs(args, &model)? {
        let prepared = Prepared::new(&graph, target);
        let label = format!("{} {}", model.name(), prepared.name);
        let done = match prepared.check() {
            Err(refusal) => Err(refusal.to_string()),
            Ok(()) => {
                match prepared.compile(&label, &compiler, &progress) {
                    Err(CompileError::Cancelled { .. }) => {
                        shown.lock().note("stopped; what was compiled is kept, and the rest can be compiled later");
                        return Ok(ExitCode::Interrupted);
                    }
                    done => done.map_err(|error| error.to_string()),
                }
            }
        };
        failed += usize::from(done.is_err());
        if args.speech.json {
            records.push(record(model.name(), &prepared, &done));
        }
        match &done {
            Ok(compiled) if !args.speech.json => output::line(&line(&label, compiled))?,
            Ok(_) => {}
            Err(why) => output::error(&neuron_command_line::one_line(&format!("{label}: {why}"))),
        }
    }
    if args.speech.json {
        let counts = compiler.counts();
        let line = json!({
            "task": model.task.name(),
            "dataset": model.task.dataset(),
            "graphs": records,
            "compiles": counts.compiles,
            "cache_hits": counts.hits,
            "failures": failed,
            "cache": compiler.cache().root(),
        });
        output::line(&line.to_string())?;
    }
    Ok(if failed == 0 { ExitCode::Success } else { ExitCode::Failure })
}

fn graphs(args: &CompileArgs, model: &ModelGraphs) -> Result<Vec<Graph>, TaskError> {
    let mut graphs = Vec::new();
    if !args.train {
        graphs.push(model.forward()?);
    }
    if !args.forward {
        let sharing = Sharing { processes: args.processes as usize, devices: args.cores as usize };
        graphs.push(model.shared(sharing)?.graph);
    }
    Ok(graphs)
}

fn line(label: &str, compiled: &Compiled) -> String {
    let Compiled { target, seconds, neff, .. } = compiled;
    let how = match compiled.from_cache {
        true => "from the cache".to_owned(),
        false => format!("compiled in {seconds:.1} s"),
    };
    let place = match &compiled.path {
        Some(path) => path.display().to_string(),
        None => "not kept, as `--no_cache` in NEURON_CC_FLAGS asks".to_owned(),
    };
    format!("{label} for {target}: {how}, {} bytes, {place}", neff.len())
}

fn record(model: &str, prepared: &Prepared, done: &Done) -> Value {
    let mut object = json!({
        "model": model,
        "graph": prepared.name,
        "target": prepared.target.name(),
        "instructions": prepared.module.instruction_count(),
    });
    match done {
        Ok(compiled) => {
            object["target"] = json!(compiled.target);
            object["from_cache"] = json!(compiled.from_cache);
            object["seconds"] = json!(compiled.seconds);
            object["neff"] = json!(compiled.path);
            object["bytes"] = json!(compiled.neff.len());
            object["compiler_version"] = json!(compiled.compiler_version);
        }
        Err(why) => object["error"] = json!(why),
    }
    object
}
