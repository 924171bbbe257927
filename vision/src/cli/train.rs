use super::args::TrainArgs;
use super::observer::Display;
use super::shared_progress::SharedProgress;
use super::{device, output, settings};
use crate::land_use::{
    Evaluation, LandUseError, ModelFile, RunTimes, TrainRequest, Trained, Training,
    train as train_run, write_report,
};
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
pub(super) fn train(args: &TrainArgs) -> Result<ExitCode, LandUseError> {
    let begun = Instant::now();
    let stored = match &args.name {
        Some(name) if args.resume => {
            Some(args.places.runs_dir.join("vision").join(name).join("config.toml"))
        }
        _ => None,
    };
    let resolved =
        settings::resolve(&args.choice, stored.as_deref().filter(|path| path.is_file()))?;
    let interrupt = Interrupt::on_signals().unwrap_or_default();
    // Of several processes, the first speaks for all.
    let process = Replica::of_process()?;
    let silent = process.is_some_and(|process| process.rank > 0);
    let progress = SharedProgress::stderr(args.speech.quiet || silent);
    let (mut device, why) = device::open_to_train(&args.device, process, &progress, &interrupt)?;
    if args.debug {
        if process.is_some() {
            return Err(LandUseError::Setting {
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
    let here = std::env::current_dir().unwrap_or_default();
    let manifest = RunManifest {
        program: format!("neuron-vision {}", env!("CARGO_PKG_VERSION")),
        git: GitRevision::of(&here),
        lock_file_sha256: Some(sha256_hex(include_bytes!("../../../Cargo.lock"))),
        device: device.to_string(),
        resumed_on: Vec::new(),
        cpu_features: cpu_features(),
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        seed: resolved.value.trainer.seed,
        datasets: Default::default(),
    };
    let request = TrainRequest {
        config: &resolved.value,
        toml: &resolved.toml,
        runs: args.places.runs_dir.clone(),
        name,
        resume: args.resume,
        manifest,
        device: &device,
        open: &settings::open_options(&args.places),
        interrupt: &interrupt,
    };
    let trained = match train_run(request, &mut display)? {
        Training::Kept(trained) => trained,
        Training::Shared(process, ended) => {
            return share_done(args, process, ended, (&device, display.step_traffic()));
        }
    };
    match &trained.finished {
        Err(step) => {
            let name = trained.run.name();
            if args.speech.json {
                let mut line = json!({
                    "task": args.choice.task,
                    "dataset": trained.data.set.name,
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
            finish(args, &trained, *summary, measured, seconds, (&device, traffic))?;
            Ok(ExitCode::Success)
        }
    }
}

/// The end of a process that did its share of a run which another one keeps.
fn share_done(
    args: &TrainArgs,
    process: Replica,
    ended: Result<Summary, u64>,
    (device, traffic): (&Device, Option<(u64, u64)>),
) -> Result<ExitCode, LandUseError> {
    let (step, code) = match ended {
        Ok(summary) => (summary.steps, ExitCode::Success),
        Err(step) => (step, ExitCode::Interrupted),
    };
    if args.speech.json {
        let mut line = json!({
            "task": args.choice.task,
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
    trained: &Trained,
    summary: Summary,
    measured: &Evaluation,
    seconds: f64,
    (device, traffic): (&Device, Option<(u64, u64)>),
) -> Result<(), LandUseError> {
    let paths = trained.run.paths();
    let model = ModelFile::read(&paths.model())?;
    let times = RunTimes { seconds: Some(seconds), parameters: summary.parameters };
    write_report(paths, &model.info, &trained.data, measured, times, device)?;
    if let Some(output) = &args.output {
        trained.run.copy_report_to(output)?;
    }
    let metrics = &measured.report.metrics;
    let synthetic = if model.info.synthetic { " (synthetic data)" } else { "" };
    if args.speech.json {
        let mut line = json!({
            "task": args.choice.task,
            "dataset": trained.data.set.name,
            "synthetic": model.info.synthetic,
            "split": "test",
            "model": model.info.config.model.name(),
            "parameters": summary.parameters,
            "steps": summary.steps,
            "epochs": summary.epochs,
            "best_validation": summary.best.map(|(value, _)| value),
            "metrics": metrics,
            "device": device.to_string(),
            "seconds": seconds,
            "run": paths.root(),
            "report": paths.report_html(),
            "weights": paths.model(),
        });
        add_figures(&mut line, device, traffic);
        output::line(&line.to_string())?;
    } else {
        let stand_in = if is_stand_in(&device.to_string()) {
            ", on a stand-in, not Neuron hardware"
        } else {
            ""
        };
        output::line(&format!(
            "test accuracy {:.4} on {}{synthetic}, {} images, {} parameters, {seconds:.1} s{stand_in}",
            metrics.get("accuracy").unwrap_or(f64::NAN),
            trained.data.set.name,
            measured.truth.len(),
            summary.parameters,
        ))?;
        output::line(&format!("report {}", paths.report_html().display()))?;
        output::line(&format!("model  {}", paths.model().display()))?;
    }
    Ok(())
}
