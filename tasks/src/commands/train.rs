use super::observer::Display;
use super::shared_progress::SharedProgress;
use super::{device, runs, settings};
use crate::args::TrainArgs;
use crate::{
    Domain, Measured, RunTimes, Task, TaskError, TrainRequest, Trained, Training,
    train as train_run, write_report,
};
use neuron_command_line::output;
use neuron_rt::Device;
use neuron_rt::neuron::Replica;
use neuron_train::checkpoint::sha256_hex;
use neuron_train::run_folder::{GitRevision, RunManifest, check_output, cpu_features, is_stand_in};
use neuron_train::signals::{ExitCode, Interrupt};
use neuron_train::trainer::{Observer, Summary};
use serde_json::{Value, json};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Seconds since 1970, for TensorBoard's axis; no result depends on it.
pub(super) fn wall_time() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Trains, measures, reports.
pub(super) fn train(domain: &'static Domain, args: &TrainArgs) -> Result<ExitCode, TaskError> {
    let begun = Instant::now();
    let stored = match &args.name {
        Some(name) if args.resume => Some(args.places.runs_dir.join(domain.name).join(name)),
        _ => None,
    };
    let interrupt = Interrupt::on_signals().unwrap_or_default();
    // Of several processes, the first speaks for all.
    let process = Replica::of_process()?;
    let silent = process.is_some_and(|process| process.rank > 0);
    let progress = SharedProgress::stderr(args.speech.quiet || silent);
    let (mut device, why) = device::open_to_train(&args.device, process, &progress, &interrupt)?;
    if args.debug {
        if process.is_some() {
            return Err(TaskError::Setting {
                key: "--debug",
                found: "in one of several processes".to_owned(),
                expected: "one process: unset `RANK` and `WORLD_SIZE`".to_owned(),
            });
        }
        device = Device::ReferenceChecked;
    }
    if let Some(output) = &args.output {
        check_output(output)?;
    }
    let name = args.name.as_deref().map(str::parse).transpose()?;
    let mut display = Display::new(progress, device.clone());
    if let Some(why) = why {
        display.notice(&format!("device: {why}"));
    }
    let stored = stored.filter(|folder| folder.join("config.toml").is_file());
    let mut opened = settings::open(domain, &args.choice, &args.places, stored.as_deref())?;
    let task = &mut *opened.task;
    display.watch(task.judge().monitor().0);
    let here = std::env::current_dir().unwrap_or_default();
    let manifest = RunManifest {
        program: format!("neuron-{} {}", domain.name, env!("CARGO_PKG_VERSION")),
        task: task.name().to_owned(),
        git: GitRevision::of(&here),
        lock_file_sha256: Some(sha256_hex(include_bytes!("../../../Cargo.lock"))),
        device: device.to_string(),
        resumed_on: Vec::new(),
        cpu_features: cpu_features(),
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        seed: task.trainer().seed,
        datasets: Default::default(),
    };
    let request = TrainRequest {
        domain,
        toml: &opened.toml,
        runs: args.places.runs_dir.clone(),
        name,
        resume: args.resume,
        manifest,
        device: &device,
        interrupt: &interrupt,
    };
    let trained = match train_run(task, request, &mut display)? {
        Training::Kept(trained) => trained,
        Training::Shared(process, ended) => {
            return share_done(args, task, process, ended, (&device, display.step_traffic()));
        }
    };
    match &trained.finished {
        Err(step) => {
            let name = trained.run.name();
            if args.speech.json {
                let mut line = json!({
                    "task": task.name(),
                    "dataset": task.dataset(),
                    "interrupted_at_step": step,
                    "seconds": begun.elapsed().as_secs_f64(),
                    "run": trained.run.paths().root(),
                });
                add_figures(&mut line, &device, display.step_traffic());
                output::line(&line.to_string())?;
            }
            display.notice(&format!(
                "stopped at step {step}; go on with: train --name {name} --resume"
            ));
            Ok(ExitCode::Interrupted)
        }
        Ok((summary, measured)) => {
            let seconds = begun.elapsed().as_secs_f64();
            let traffic = display.step_traffic();
            if let Some((up, down)) = traffic {
                display.notice(&format!(
                    "a step sent {up} bytes to the device and took {down} bytes back"
                ));
            }
            finish(args, (task, &trained), *summary, measured, seconds, (&device, traffic))?;
            Ok(ExitCode::Success)
        }
    }
}

/// The end of a process that did its share of a run which another one keeps.
fn share_done(
    args: &TrainArgs,
    task: &dyn Task,
    process: Replica,
    ended: Result<Summary, u64>,
    (device, traffic): (&Device, Option<(u64, u64)>),
) -> Result<ExitCode, TaskError> {
    let (step, code) = match ended {
        Ok(summary) => (summary.steps, ExitCode::Success),
        Err(step) => (step, ExitCode::Interrupted),
    };
    if args.speech.json {
        let mut line = json!({
            "task": task.name(),
            "process": process.rank,
            "processes": process.world,
            "steps": step,
            "device": device.to_string(),
        });
        add_figures(&mut line, device, traffic);
        output::line(&line.to_string())?;
    } else {
        let Replica { rank, world } = process;
        output::line(&format!(
            "process {rank} of {world}: {step} steps; process 0 keeps the run and reports"
        ))?;
    }
    Ok(code)
}

/// What a Neuron device did in all, and in a step.
fn add_figures(object: &mut Value, device: &Device, traffic: Option<(u64, u64)>) {
    device::add_figures(object, device);
    if let Some((up, down)) = traffic {
        object["bytes_up_per_step"] = json!(up);
        object["bytes_down_per_step"] = json!(down);
    }
}

fn finish(
    args: &TrainArgs,
    (task, trained): (&dyn Task, &Trained),
    summary: Summary,
    measured: &Measured,
    seconds: f64,
    (device, traffic): (&Device, Option<(u64, u64)>),
) -> Result<(), TaskError> {
    let paths = trained.run.paths();
    let times = RunTimes { seconds: Some(seconds), parameters: summary.parameters };
    write_report(paths, task, measured, times, device)?;
    if let Some(output) = &args.output {
        trained.run.copy_report_to(output)?;
    }
    let synthetic = if task.synthetic() { " (synthetic data)" } else { "" };
    if args.speech.json {
        let mut line = json!({
            "task": task.name(),
            "dataset": task.dataset(),
            "synthetic": task.synthetic(),
            "split": "test",
            "model": task.model(),
            "parameters": summary.parameters,
            "steps": summary.steps,
            "epochs": summary.epochs,
            "best_validation": summary.best.map(|(value, _)| value),
            "metrics": measured.metrics,
            "device": device.to_string(),
            "seconds": seconds,
            "run": paths.root(),
            "report": paths.report_html(),
            "weights": paths.model(),
        });
        runs::add_more(&mut line, &measured.more);
        add_figures(&mut line, device, traffic);
        output::line(&line.to_string())?;
    } else {
        let stand_in = if is_stand_in(&device.to_string()) {
            ", on a stand-in, not Neuron hardware"
        } else {
            ""
        };
        output::line(&format!(
            "test {} on {}{synthetic}, {} {}, {} parameters, {seconds:.1} s{stand_in}",
            measured.summary,
            task.dataset(),
            measured.samples,
            measured.samples_are,
            summary.parameters,
        ))?;
        output::line(&format!("report {}", paths.report_html().display()))?;
        output::line(&format!("model  {}", paths.model().display()))?;
    }
    Ok(())
}
