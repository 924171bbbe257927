use super::{device, settings};
use crate::args::{EvalArgs, Places, PredictArgs, ReportArgs};
use crate::{
    Domain, Measured, ModelFile, PredictRequest, RunTimes, Split, Task, TaskError, write_report,
};
use neuron_command_line::output;
use neuron_rt::Device;
use neuron_train::run_folder::{RunName, RunPaths, Runs, check_output};
use neuron_train::signals::ExitCode;
use serde_json::{Value, json};

/// A run that is only looked at.
struct Opened {
    paths: RunPaths,
    model: ModelFile,
}

fn open_run(domain: &'static Domain, run: &str, places: &Places) -> Result<Opened, TaskError> {
    let name: RunName = run.parse()?;
    let paths = Runs::new(&places.runs_dir, domain.name)?.open(&name)?;
    let file = paths.model();
    if !file.exists() {
        let (run, name) = (paths.root().display().to_string(), name.to_string());
        return Err(TaskError::Unfinished { run, name });
    }
    let model = ModelFile::read(domain, &file)?;
    Ok(Opened { paths, model })
}

fn measure(
    opened: &Opened,
    split: Split,
    places: &Places,
    device: &Device,
) -> Result<(Box<dyn Task>, Measured), TaskError> {
    let task = opened.model.kind.reopen(&opened.model, &settings::data_options(places))?;
    let measured = task.measure(split, &opened.model.weights, device)?;
    Ok((task, measured))
}

/// Adds what a task says beside its metrics.
pub(super) fn add_more(object: &mut Value, more: &Value) {
    for (key, value) in more.as_object().into_iter().flatten() {
        object[key] = value.clone();
    }
}

/// Measures a run on a split.
pub(super) fn eval(domain: &'static Domain, args: &EvalArgs) -> Result<ExitCode, TaskError> {
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(domain, &args.run, &args.places)?;
    let split: Split = args.split.parse()?;
    let (task, measured) = measure(&opened, split, &args.places, &device)?;
    if args.speech.json {
        let mut line = json!({
            "task": task.name(),
            "run": args.run,
            "dataset": task.dataset(),
            "synthetic": task.synthetic(),
            "split": split.name(),
            "metrics": measured.metrics,
            "device": device.to_string(),
        });
        line[measured.samples_are] = json!(measured.samples);
        add_more(&mut line, &measured.more);
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        let synthetic = if task.synthetic() { " (synthetic data)" } else { "" };
        let (count, what) = (measured.samples, measured.samples_are);
        output::line(&format!("{} {split}{synthetic}, {count} {what}", task.dataset()))?;
        for (name, value) in measured.metrics.iter() {
            output::line(&format!("{name:<24} {value:.4}"))?;
        }
        if let Some(notice) = opened.model.kind.notice() {
            output::line(notice)?;
        }
    }
    Ok(ExitCode::Success)
}

/// Asks a run about files.
pub(super) fn predict(domain: &'static Domain, args: &PredictArgs) -> Result<ExitCode, TaskError> {
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(domain, &args.run, &args.places)?;
    let output = args.output.as_deref();
    let request = PredictRequest { files: &args.files, output, device: &device };
    let kind = opened.model.kind;
    let predictions = kind.predict(&opened.model, &request)?;
    if args.speech.json {
        let said: Vec<Value> = predictions.into_iter().map(|said| said.json).collect();
        let mut line = json!({ "task": kind.name(), "run": args.run, "predictions": said });
        if let Some(notice) = kind.notice() {
            line["notice"] = json!(notice);
        }
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        for prediction in predictions {
            let file = one_column(&prediction.file.display().to_string());
            output::line(&format!("{file}\t{}", prediction.text))?;
        }
        if let Some(notice) = kind.notice() {
            output::notice(notice);
        }
    }
    Ok(ExitCode::Success)
}

/// A file name that stays in its column.
fn one_column(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], " ")
}

/// Measures again, and writes the report again.
pub(super) fn report(domain: &'static Domain, args: &ReportArgs) -> Result<ExitCode, TaskError> {
    if let Some(output) = &args.output {
        check_output(output)?;
    }
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(domain, &args.run, &args.places)?;
    let (task, measured) = measure(&opened, Split::Test, &args.places, &device)?;
    let times = RunTimes { seconds: None, parameters: opened.model.parameters() };
    let text = write_report(&opened.paths, &*task, &measured, times, &device)?;
    if let Some(output) = &args.output {
        use neuron_train::file_system::{RealFileSystem, write_atomically};
        write_atomically(&RealFileSystem, output, |out| out.write_all(text.as_bytes()))?;
    }
    if args.speech.json {
        let mut line = json!({
            "task": task.name(),
            "run": args.run,
            "split": "test",
            "metrics": measured.metrics,
            "report": opened.paths.report_html(),
        });
        add_more(&mut line, &measured.more);
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        output::line(&format!("report {}", opened.paths.report_html().display()))?;
    }
    Ok(ExitCode::Success)
}
