use super::args::{EvalArgs, Places, PredictArgs, ReportArgs};
use super::{device, output, settings};
use crate::land_use::{
    Classifier, Evaluation, LandUseData, LandUseError, ModelFile, ModelInfo, RunTimes, bands,
    evaluate, predict as predict_files, write_report,
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
    let file = paths.model();
    if !file.exists() {
        let (run, name) = (paths.root().display().to_string(), name.to_string());
        return Err(LandUseError::Unfinished { run, name });
    }
    let model = ModelFile::read(&file)?;
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
    check_fits(&opened.model.info, &data)?;
    let classifier = Classifier::new(config, opened.model.info.shape());
    let examples = data.examples(data.split(split)?, &config.augmentation);
    let measured = evaluate(config, &classifier, &examples, &opened.model.weights, device)?;
    Ok((data, measured))
}

/// The dataset may have changed since: a folder that was added to, say.
fn check_fits(info: &ModelInfo, data: &LandUseData) -> Result<(), LandUseError> {
    let said = |names: &[String], [height, width]: [usize; 2], classes: &[String]| {
        let (count, names, classes) = (bands(names.len()), names.join(", "), classes.join(", "));
        format!("{count} ({names}) of {width}×{height} pixels and the classes {classes}")
    };
    let found = said(&data.set.bands, [data.set.height, data.set.width], &data.set.classes);
    let expected = said(&info.bands, info.extent, &info.classes);
    if found == expected {
        return Ok(());
    }
    Err(LandUseError::ImageShape { file: data.set.name.clone(), found, expected })
}

/// Measures a run on a split.
pub(super) fn eval(args: &EvalArgs) -> Result<ExitCode, LandUseError> {
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(&args.run, &args.places)?;
    let (data, measured) = measure(&opened, &args.split, &args.places, &device)?;
    if args.speech.json {
        let mut line = json!({
            "task": "land_use",
            "run": args.run,
            "dataset": data.set.name,
            "synthetic": data.set.synthetic,
            "split": args.split,
            "images": measured.truth.len(),
            "metrics": measured.report.metrics,
            "device": device.to_string(),
        });
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        let synthetic = if data.set.synthetic { " (synthetic data)" } else { "" };
        let images = measured.truth.len();
        output::line(&format!("{} {}{synthetic}, {images} images", data.set.name, args.split))?;
        for (name, value) in measured.report.metrics.iter() {
            output::line(&format!("{name:<24} {value:.4}"))?;
        }
    }
    Ok(ExitCode::Success)
}

/// Classifies files.
pub(super) fn predict(args: &PredictArgs) -> Result<ExitCode, LandUseError> {
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(&args.run, &args.places)?;
    let predictions = predict_files(&opened.model, &args.files, &device)?;
    if args.speech.json {
        let mut line = json!({ "task": "land_use", "run": args.run, "predictions": predictions });
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        for prediction in predictions {
            let file = one_column(&prediction.file.display().to_string());
            let (class, probability) = (prediction.class, prediction.probability);
            output::line(&format!("{file}\t{class}\t{probability:.4}"))?;
        }
    }
    Ok(ExitCode::Success)
}

/// A file name that stays in its column.
fn one_column(name: &str) -> String {
    name.replace(['\t', '\n', '\r'], " ")
}

/// Measures again, and writes the report again.
pub(super) fn report(args: &ReportArgs) -> Result<ExitCode, LandUseError> {
    if let Some(output) = &args.output {
        check_output(output)?;
    }
    let device = device::open_briefly(&args.device, args.speech.quiet)?;
    let opened = open_run(&args.run, &args.places)?;
    let (data, measured) = measure(&opened, "test", &args.places, &device)?;
    let times = RunTimes { seconds: None, parameters: opened.parameters };
    let text = write_report(&opened.paths, &opened.model.info, &data, &measured, times, &device)?;
    if let Some(output) = &args.output {
        use neuron_train::file_system::{RealFileSystem, write_atomically};
        write_atomically(&RealFileSystem, output, |out| out.write_all(text.as_bytes()))?;
    }
    if args.speech.json {
        let mut line = json!({
            "task": "land_use",
            "run": args.run,
            "split": "test",
            "metrics": measured.report.metrics,
            "report": opened.paths.report_html(),
        });
        device::add_figures(&mut line, &device);
        output::line(&line.to_string())?;
    } else {
        output::line(&format!("report {}", opened.paths.report_html().display()))?;
    }
    Ok(ExitCode::Success)
}
