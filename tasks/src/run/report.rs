use super::made_on::{MadeOn, NOT_HARDWARE, STAND_IN};
use crate::{About, Measured, Split, Task, TaskError};
use neuron_rt::Device;
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use neuron_train::plot::LearningCurves;
use neuron_train::report::{CardResult, Figure, ModelCard, Report, Section, Table};
use neuron_train::run_folder::{RunManifest, RunPaths, read_metrics};

/// What a run took, as measured on this machine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunTimes {
    /// Seconds of this command, training and evaluation together; `None` where it trained nothing.
    pub seconds: Option<f64>,
    /// Trained numbers.
    pub parameters: usize,
}

/// Writes `report.html`, `report.md`, the plots and `model-card.md` of a run; gives the report's
/// Markdown without pictures, to be copied elsewhere. `device` is what the test split was measured on.
///
/// # Errors
/// Where a plot cannot be drawn or a file cannot be written.
pub fn write_report(
    paths: &RunPaths,
    task: &dyn Task,
    measured: &Measured,
    times: RunTimes,
    device: &Device,
) -> Result<String, TaskError> {
    let manifest = RunManifest::read(&paths.manifest())?;
    let made_on = MadeOn::new(&manifest, device);
    let about = task.about();
    let mut report = Report::new(about.title.as_str());
    report.subtitle(format!(
        "{} with {} parameters, {} split of {} {}",
        task.model(),
        times.parameters,
        Split::Test,
        measured.samples,
        measured.samples_are
    ));
    for label in labels(task, &about, &made_on) {
        report.label(label);
    }
    for figure in &measured.key_figures {
        report.figure_of(&figure.name, &figure.value, &figure.note);
    }
    if let Some(seconds) = times.seconds {
        report.figure_of("time", format!("{seconds:.1} s"), "measured, training and evaluation");
    }
    report.section(learning(paths, task)?);
    for section in &measured.sections {
        report.section(section.clone());
    }
    report.section(environment(&about, &manifest, &made_on));
    report.write(&RealFileSystem, paths.root())?;
    let card = card(task, &about, measured, &manifest, times, &made_on).markdown()?;
    write(&paths.model_card(), &card)?;
    Ok(report.markdown(None)?)
}

/// What must not be overlooked.
fn labels(task: &dyn Task, about: &About, made_on: &MadeOn) -> Vec<String> {
    let synthetic = task.synthetic().then(|| "SYNTHETIC DATA".to_owned());
    let stand_in = made_on.stand_in.then(|| STAND_IN.to_owned());
    synthetic.into_iter().chain(stand_in).chain(about.labels.iter().cloned()).collect()
}

fn write(path: &std::path::Path, text: &str) -> Result<(), FileError> {
    write_atomically(&RealFileSystem, path, |out| out.write_all(text.as_bytes()))
}

/// Loss and the monitored metric, epoch by epoch.
fn learning(paths: &RunPaths, task: &dyn Task) -> Result<Section, TaskError> {
    let (monitor, better) = task.judge().monitor();
    // The loss has a curve of its own.
    let watched = (monitor != "loss").then(|| format!("validation/{monitor}"));
    let mut curves =
        LearningCurves { metric_name: monitor.replace('_', " "), ..LearningCurves::default() };
    let mut best: Option<(f64, f64)> = None;
    for row in read_metrics(&paths.metrics())? {
        let value = |key: &str| row.get(key).and_then(serde_json::Value::as_f64);
        let Some(epoch) = value("epoch") else { continue };
        for (list, key) in [
            (&mut curves.train_loss, "train/loss"),
            (&mut curves.validation_loss, "validation/loss"),
            (&mut curves.learning_rate, "learning_rate"),
        ] {
            list.extend(value(key).map(|v| (epoch, v)));
        }
        let metric = watched.as_deref().and_then(value);
        curves.validation_metric.extend(metric.map(|v| (epoch, v)));
        if let Some(found) = value(watched.as_deref().unwrap_or("validation/loss"))
            && best.is_none_or(|(_, most)| better.of(found, most))
        {
            best = Some((epoch, found));
        }
    }
    curves.best = best.map(|(epoch, _)| epoch);
    let figures = curves.draw()?.into_iter().map(|(name, svg)| Figure::new(name, "", svg));
    Ok(Section::new("Training").figures(figures))
}

/// What the run was made with.
fn environment(about: &About, manifest: &RunManifest, made_on: &MadeOn) -> Section {
    let mut table = Table::new("What this run was made with", &["what", "value"]);
    let git = manifest.git.as_ref().map_or_else(|| "not known".into(), |git| git.commit.clone());
    for (what, value) in [
        ("program", manifest.program.clone()),
        ("revision", git),
        ("device", made_on.text.clone()),
        ("threads", manifest.threads.to_string()),
        ("seed", manifest.seed.to_string()),
    ] {
        table.row([what.to_owned(), value]);
    }
    for (what, value) in &about.facts {
        table.row([what.clone(), value.clone()]);
    }
    for (name, hash) in &manifest.datasets {
        table.row([format!("SHA-256 of {name}"), hash.clone()]);
    }
    let mut section = Section::new("Environment and settings");
    if made_on.stand_in {
        section = section.text(NOT_HARDWARE);
    }
    section.table(table).code(about.settings.as_str())
}

fn card(
    task: &dyn Task,
    about: &About,
    measured: &Measured,
    manifest: &RunManifest,
    times: RunTimes,
    made_on: &MadeOn,
) -> ModelCard {
    let synthetic = task.synthetic().then(|| "SYNTHETIC".to_owned());
    let stand_in = made_on.stand_in.then(|| STAND_IN.to_owned());
    let mut limitations = about.limitations.clone();
    limitations.extend(made_on.stand_in.then(|| NOT_HARDWARE.to_owned()));
    let text = |key: &str, value: String| (key.to_owned(), value);
    let trainer = task.trainer();
    let mut details = vec![
        text("architecture", task.model().to_owned()),
        text("parameters", times.parameters.to_string()),
    ];
    details.extend(about.details.iter().cloned());
    ModelCard {
        name: format!("{}-{}", task.model(), task.dataset()),
        summary: about.summary.clone(),
        license: "MIT OR Apache-2.0".into(),
        task: about.kind.into(),
        labels: synthetic.into_iter().chain(stand_in).chain(about.labels.iter().cloned()).collect(),
        datasets: vec![task.dataset().to_owned()],
        details,
        uses: about.uses.clone(),
        out_of_scope: about.out_of_scope.clone(),
        limitations,
        how_to_use: about.how_to_use.clone(),
        training_data: about.training_data.clone(),
        training: vec![
            text("epochs", trainer.epochs.to_string()),
            text("batch size", trainer.batch_size.to_string()),
            text("learning rate", trainer.learning_rate.to_string()),
            text("seed", manifest.seed.to_string()),
        ],
        results: about
            .card_metrics
            .iter()
            .filter_map(|&metric| {
                Some(CardResult {
                    dataset: task.dataset().to_owned(),
                    split: Split::Test.name().into(),
                    metric: metric.into(),
                    value: measured.metrics.get(metric)?,
                })
            })
            .collect(),
        environment: vec![
            text("device", made_on.text.clone()),
            text("threads", manifest.threads.to_string()),
        ],
        ..ModelCard::default()
    }
}
