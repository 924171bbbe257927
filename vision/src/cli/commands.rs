use super::args::{EvalArgs, FetchArgs, Places, PredictArgs, ReportArgs};
use super::settings;
use crate::datasets;
use crate::land_use::{
    Classifier, Evaluation, LandUseData, LandUseError, ModelFile, RunTimes, evaluate,
    predict as predict_files, write_report,
};
use neuron_rt::Device;
use neuron_train::run_folder::{RunName, RunPaths, Runs, check_output};
use neuron_train::signals::ExitCode;
use serde_json::json;

/// A run that is only looked at.
struct Opened {
    paths: RunPaths,
    model: ModelFile,
    parameters: usize,
}

fn open_run(run: &str, places: &Places) -> Result<Opened, LandUseError> {
    let name: RunName = run.parse()?;
    let paths = Runs::new(&places.runs_dir, "vision")?.open(&name)?;
    let model = ModelFile::read(&paths.model())?;
    let parameters = model.weights.values().map(|b| b.ty().shape.elements()).sum();
    Ok(Opened { paths, model, parameters })
}

fn measure(
    opened: &Opened,
    split: &str,
    places: &Places,
    device: &Device,
) -> Result<(LandUseData, Evaluation), LandUseError> {
    let config = &opened.model.info.config;
    let data = LandUseData::open(config, &settings::open_options(places))?;
    let classifier = Classifier {
        model: config.model.clone(),
        shape: opened.model.info.shape(),
        label_smoothing: 0.0,
    };
    let examples = data.examples(data.split(split)?, &config.augmentation);
    let measured = evaluate(config, &classifier, &examples, &opened.model.weights, device)?;
    Ok((data, measured))
}

/// Measures a run on a split.
#[allow(clippy::print_stdout)]
pub(super) fn eval(args: &EvalArgs) -> Result<ExitCode, LandUseError> {
    let (device, _) = settings::device(&args.device)?;
    let opened = open_run(&args.run, &args.places)?;
    let (data, measured) = measure(&opened, &args.split, &args.places, &device)?;
    if args.speech.json {
        let line = json!({
            "task": "land_use",
            "run": args.run,
            "dataset": data.set.name,
            "synthetic": data.set.synthetic,
            "split": args.split,
            "images": measured.truth.len(),
            "metrics": measured.report.metrics,
            "device": device.to_string(),
        });
        println!("{line}");
    } else {
        let synthetic = if data.set.synthetic { " (synthetic data)" } else { "" };
        println!("{} {}{synthetic}, {} images", data.set.name, args.split, measured.truth.len());
        for (name, value) in measured.report.metrics.iter() {
            println!("{name:<24} {value:.4}");
        }
    }
    Ok(ExitCode::Success)
}

/// Classifies files.
#[allow(clippy::print_stdout)]
pub(super) fn predict(args: &PredictArgs) -> Result<ExitCode, LandUseError> {
    let (device, _) = settings::device(&args.device)?;
    let opened = open_run(&args.run, &args.places)?;
    let predictions = predict_files(&opened.model, &args.files, &device)?;
    if args.speech.json {
        println!("{}", json!({ "task": "land_use", "run": args.run, "predictions": predictions }));
    } else {
        for prediction in predictions {
            let file = one_column(&prediction.file.display().to_string());
            println!("{file}\t{}\t{:.4}", prediction.class, prediction.probability);
        }
    }
    Ok(ExitCode::Success)
}

/// A file name that stays in its column.
fn one_column(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], " ")
}

/// Measures again, and writes the report again.
#[allow(clippy::print_stdout)]
pub(super) fn report(args: &ReportArgs) -> Result<ExitCode, LandUseError> {
    if let Some(output) = &args.output {
        check_output(output)?;
    }
    let (device, _) = settings::device(&args.device)?;
    let opened = open_run(&args.run, &args.places)?;
    let (data, measured) = measure(&opened, "test", &args.places, &device)?;
    let times = RunTimes { seconds: None, parameters: opened.parameters };
    let text = write_report(&opened.paths, &opened.model.info, &data, &measured, times)?;
    if let Some(output) = &args.output {
        use neuron_train::file_system::{RealFileSystem, write_atomically};
        write_atomically(&RealFileSystem, output, |out| out.write_all(text.as_bytes()))?;
    }
    if args.speech.json {
        println!("{}", json!({ "run": args.run, "report": opened.paths.report_html() }));
    } else {
        println!("report {}", opened.paths.report_html().display());
    }
    Ok(ExitCode::Success)
}

/// Brings datasets here, or lists them.
#[allow(clippy::print_stdout)]
pub(super) fn fetch(args: &FetchArgs) -> Result<ExitCode, LandUseError> {
    if args.datasets.is_empty() {
        for name in datasets::names() {
            println!("{name}");
        }
        return Ok(ExitCode::Success);
    }
    for name in &args.datasets {
        let line = datasets::fetch(name, &settings::open_options(&args.places), args.check)?;
        println!("{line}");
    }
    Ok(ExitCode::Success)
}
