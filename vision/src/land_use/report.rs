use super::made_on::{MadeOn, NOT_HARDWARE, STAND_IN};
use super::{Evaluation, LandUseData, LandUseError, ModelInfo};
use crate::datasets::ImageSet;
use neuron_random::{Rng, Stream};
use neuron_rt::Device;
use neuron_train::file_system::{FileError, RealFileSystem, write_atomically};
use neuron_train::metrics::Metrics;
use neuron_train::plot::{Example, ExamplePanel, LearningCurves};
use neuron_train::report::{
    CardResult, Figure, ModelCard, Report, Section, Table, classification_sections,
};
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
    info: &ModelInfo,
    data: &LandUseData,
    measured: &Evaluation,
    times: RunTimes,
    device: &Device,
) -> Result<String, LandUseError> {
    let manifest = RunManifest::read(&paths.manifest())?;
    let made_on = MadeOn::new(&manifest, device);
    let mut report = Report::new(format!("Land use: {}", data.set.name));
    let model = info.config.model.name();
    report.subtitle(format!(
        "{model} with {} parameters, {} classes, test split of {} images",
        times.parameters,
        info.classes.len(),
        measured.truth.len()
    ));
    if info.synthetic {
        report.label("SYNTHETIC DATA");
    }
    if made_on.stand_in {
        report.label(STAND_IN);
    }
    let metrics = &measured.report.metrics;
    for (name, key) in [
        ("accuracy", "accuracy"),
        ("balanced accuracy", "balanced_accuracy"),
        ("F1, macro", "f1_macro"),
    ] {
        if let Some(value) = metrics.get(key) {
            report.figure_of(name, format!("{value:.4}"), interval(measured, key));
        }
    }
    if let Some(seconds) = times.seconds {
        report.figure_of("time", format!("{seconds:.1} s"), "measured, training and evaluation");
    }
    report.section(learning(paths)?);
    for section in classification_sections(&measured.report, &info.classes, "test")? {
        report.section(section);
    }
    report.section(examples(&data.set, &data.test, measured, info)?);
    report.section(environment(info, &manifest, data, &made_on));
    report.write(&RealFileSystem, paths.root())?;
    let card = card(info, data, metrics, &manifest, times, &made_on).markdown()?;
    write(&paths.model_card(), &card)?;
    Ok(report.markdown(None)?)
}

fn write(path: &std::path::Path, text: &str) -> Result<(), FileError> {
    write_atomically(&RealFileSystem, path, |out| out.write_all(text.as_bytes()))
}

/// The note of a key figure: where it comes from, and how far chance may move it.
fn interval(measured: &Evaluation, metric: &str) -> String {
    if metric != "accuracy" {
        return "measured on the test split".into();
    }
    let classes = measured.probabilities.len() / measured.truth.len().max(1);
    let hits: Vec<f64> = measured
        .probabilities
        .chunks(classes.max(1))
        .zip(&measured.truth)
        .map(|(row, &truth)| f64::from(u8::from(likeliest(row) == truth as usize)))
        .collect();
    let stream = Stream::new(0, "bootstrap");
    match neuron_train::metrics::Bootstrap::default().mean(&hits, None, stream) {
        Ok(range) => format!(
            "measured on the test split; 95 % interval {:.4} to {:.4}",
            range.low, range.high
        ),
        Err(_) => "measured on the test split".into(),
    }
}

fn likeliest(row: &[f32]) -> usize {
    (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
}

fn learning(paths: &RunPaths) -> Result<Section, LandUseError> {
    let mut curves = LearningCurves { metric_name: "accuracy".into(), ..LearningCurves::default() };
    let mut best: Option<(f64, f64)> = None;
    for row in read_metrics(&paths.metrics())? {
        let value = |key: &str| row.get(key).and_then(serde_json::Value::as_f64);
        let Some(epoch) = value("epoch") else { continue };
        for (list, key) in [
            (&mut curves.train_loss, "train/loss"),
            (&mut curves.validation_loss, "validation/loss"),
            (&mut curves.validation_metric, "validation/accuracy"),
            (&mut curves.learning_rate, "learning_rate"),
        ] {
            list.extend(value(key).map(|v| (epoch, v)));
        }
        if let Some(accuracy) = value("validation/accuracy")
            && best.is_none_or(|(_, most)| accuracy > most)
        {
            best = Some((epoch, accuracy));
        }
    }
    curves.best = best.map(|(epoch, _)| epoch);
    let figures = curves.draw()?.into_iter().map(|(name, svg)| Figure::new(name, "", svg));
    Ok(Section::new("Training").figures(figures))
}

/// Images as people can look at them: right ones and, first of all, the surest of the wrong ones.
fn examples(
    set: &ImageSet,
    test: &[usize],
    measured: &Evaluation,
    info: &ModelInfo,
) -> Result<Section, LandUseError> {
    let classes = info.classes.len();
    let row = |i: usize| &measured.probabilities[i * classes..(i + 1) * classes];
    let mut wrong: Vec<usize> = (0..measured.truth.len())
        .filter(|&i| likeliest(row(i)) != measured.truth[i] as usize)
        .collect();
    wrong.sort_by(|&a, &b| {
        row(b)[likeliest(row(b))].total_cmp(&row(a)[likeliest(row(a))]).then(a.cmp(&b))
    });
    let mut rng = Stream::new(0, "report").rng();
    let some: Vec<usize> = (0..12.min(measured.truth.len()))
        .map(|_| rng.random_range(0..measured.truth.len() as u64) as usize)
        .collect();
    let mut section = Section::new("Examples").text(
        "Bands are shown as red, green and blue where there are three or more, the first three in \
         reverse order; each image is stretched by itself.",
    );
    for (name, title, chosen) in [
        (
            "surest-mistakes",
            "Wrong, and surest of it",
            wrong.into_iter().take(12).collect::<Vec<_>>(),
        ),
        ("samples", "A sample of the test split", some),
    ] {
        if chosen.is_empty() {
            continue;
        }
        let drawn: Vec<(Vec<u8>, String, String, bool)> = chosen
            .iter()
            .map(|&i| {
                let said = likeliest(row(i));
                let truth = measured.truth[i] as usize;
                let picture = crate::image_io::picture(set, test[i]);
                let detail = format!("{} {:.2}", info.classes[said], row(i)[said]);
                (picture, info.classes[truth].clone(), detail, said == truth)
            })
            .collect();
        let panel: Vec<Example<'_>> = drawn
            .iter()
            .map(|(png, label, detail, correct)| Example {
                png,
                label,
                detail,
                correct: Some(*correct),
            })
            .collect();
        let svg = ExamplePanel { title, examples: &panel, columns: 4 }.draw()?;
        section = section.figures([Figure::new(
            name,
            "Above: the truth. Below: the prediction and its probability.",
            svg,
        )]);
    }
    Ok(section)
}

fn environment(
    info: &ModelInfo,
    manifest: &RunManifest,
    data: &LandUseData,
    made_on: &MadeOn,
) -> Section {
    let mut table = Table::new("What this run was made with", &["what", "value"]);
    let git = manifest.git.as_ref().map_or_else(|| "not known".into(), |git| git.commit.clone());
    for (what, value) in [
        ("program", manifest.program.clone()),
        ("revision", git),
        ("device", made_on.text.clone()),
        ("threads", manifest.threads.to_string()),
        ("seed", manifest.seed.to_string()),
        (
            "images",
            format!(
                "{} training, {} validation, {} test",
                data.train.len(),
                data.validation.len(),
                data.test.len()
            ),
        ),
        ("missing pixels", data.statistics.missing.to_string()),
    ] {
        table.row([what.to_owned(), value]);
    }
    for (name, hash) in &manifest.datasets {
        table.row([format!("SHA-256 of {name}"), hash.clone()]);
    }
    let settings = toml::to_string(&info.config).unwrap_or_default();
    let mut section = Section::new("Environment and settings");
    if made_on.stand_in {
        section = section.text(NOT_HARDWARE);
    }
    section.table(table).code(settings)
}

fn card(
    info: &ModelInfo,
    data: &LandUseData,
    metrics: &Metrics,
    manifest: &RunManifest,
    times: RunTimes,
    made_on: &MadeOn,
) -> ModelCard {
    let synthetic = info.synthetic.then(|| "SYNTHETIC".to_owned());
    let mut limitations = vec![
        "It is only right on images that are normalised by the statistics in its header."
            .to_owned(),
    ];
    limitations.extend(made_on.stand_in.then(|| NOT_HARDWARE.to_owned()));
    let text = |key: &str, value: String| (key.to_owned(), value);
    let results = ["accuracy", "balanced_accuracy", "f1_macro", "log_loss"];
    ModelCard {
        name: format!("{}-{}", info.config.model.name(), data.set.name),
        summary: format!(
            "Classifies images of {} bands into {} classes.",
            info.bands.len(),
            info.classes.len()
        ),
        license: "MIT OR Apache-2.0".into(),
        task: "image-classification".into(),
        labels: synthetic.into_iter().chain(made_on.stand_in.then(|| STAND_IN.into())).collect(),
        datasets: vec![data.set.name.clone()],
        details: vec![
            text("architecture", info.config.model.name().into()),
            text("parameters", times.parameters.to_string()),
            text(
                "input",
                format!(
                    "{} × {} × {}, bands {}",
                    info.bands.len(),
                    info.extent[0],
                    info.extent[1],
                    info.bands.join(", ")
                ),
            ),
            text("classes", info.classes.join(", ")),
        ],
        uses: vec!["Research on images like those that it was trained on.".into()],
        out_of_scope: vec!["Images of other sensors, bands or resolutions.".into()],
        limitations,
        how_to_use: "cargo xtask predict vision --run RUN FILE…".into(),
        training_data: format!("{}: {} images.", data.set.name, data.train.len()),
        training: vec![
            text("epochs", info.config.trainer.epochs.to_string()),
            text("batch size", info.config.trainer.batch_size.to_string()),
            text("learning rate", info.config.trainer.learning_rate.to_string()),
            text("seed", manifest.seed.to_string()),
        ],
        results: results
            .iter()
            .filter_map(|&metric| {
                Some(CardResult {
                    dataset: data.set.name.clone(),
                    split: "test".into(),
                    metric: metric.into(),
                    value: metrics.get(metric)?,
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
