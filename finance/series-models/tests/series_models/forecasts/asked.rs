use super::table::{small, trained, written};
use neuron_forecast_evaluation::series::{MetadataValue, Series, SeriesSet};
use neuron_rt::Device;
use neuron_series_models::DOMAIN;
use neuron_series_models::forecasts::{Architecture, synthetic_retail};
use neuron_tasks::{ModelFile, PredictRequest, Predicted, TaskError};
use std::path::{Path, PathBuf};

const HORIZON: usize = 7;
const KNOWN: usize = 393;

fn ask(model: &ModelFile, file: &Path, output: Option<&Path>) -> Result<Vec<Predicted>, TaskError> {
    let files = [file.to_path_buf()];
    model.kind.predict(model, &PredictRequest { files: &files, output, device: &Device::Cpu })
}

/// A model of the first 11 items, whose twelfth it has never seen.
fn model(folder: &Path) -> (ModelFile, SeriesSet) {
    let set = synthetic_retail(12, 3).unwrap();
    let known = set.with_series(set.series()[..11].to_vec()).unwrap();
    let file = written(folder, "known.csv", &known);
    let mut config = small(Architecture::Nhits);
    (config.dataset, config.dataset_size) = (file.to_str().unwrap().to_owned(), 0);
    (config.stride, config.trainer.epochs) = (3, 3);
    let (path, _) = trained(config, &folder.join("runs"));
    (ModelFile::read(&DOMAIN, &path).unwrap(), set)
}

/// The items with their last steps to come; `change` makes them what is asked about.
pub(super) fn asked(set: &SeriesSet, change: impl Fn(&mut Series)) -> SeriesSet {
    let series = set.series().iter().map(|series| {
        let mut series = series.clone();
        series.target.truncate(KNOWN);
        series.covariates[2].truncate(KNOWN);
        change(&mut series);
        series
    });
    set.with_series(series.collect()).unwrap()
}

fn number(said: &Predicted, key: &str) -> f64 {
    said.json["quantiles"][key].as_f64().unwrap()
}

#[test]
fn items_are_forecast_with_or_without_a_past() {
    let folder = tempfile::tempdir().unwrap();
    let (model, set) = model(folder.path());
    let file = written(folder.path(), "asked.csv", &asked(&set, |_| ()));
    let warm = ask(&model, &file, None).unwrap();
    assert_eq!(warm.len(), 12 * HORIZON);
    assert_eq!(warm[0].json["time"], set.time_text(KNOWN));
    for said in &warm {
        let [low, middle, high] = ["p10", "p50", "p90"].map(|key| number(said, key));
        assert!(0.0 <= low && low <= middle && middle <= high, "{}", said.text);
    }
    assert!(warm[11 * HORIZON].text.contains("its `item` was not learned from"));
    assert!(!warm[0].text.contains("learned"), "{}", warm[0].text);

    // The twelfth as an item that is new, and as one of a kind that nobody has seen.
    let is_new = |series: &mut Series| {
        if series.item == set.series()[11].item {
            series.target.clear();
            series.covariates.iter_mut().for_each(|row| drop(row.drain(..KNOWN.min(row.len()))));
            series.offset = KNOWN;
        }
    };
    let file = written(folder.path(), "new.csv", &asked(&set, is_new));
    let cold = ask(&model, &file, None).unwrap();
    let sum = |said: &[Predicted]| -> f64 { said.iter().map(|said| number(said, "p50")).sum() };
    let truth: f64 = (KNOWN..KNOWN + HORIZON).filter_map(|t| set.series()[11].at(t)).sum();
    let found = sum(&cold[11 * HORIZON..]);
    // Items of its kind in other shops are within such a factor of it.
    assert!((0.2..5.0).contains(&(found / truth)), "{found} and {truth}");
    let text = &cold[11 * HORIZON].text;
    assert!(text.contains("nothing is seen of it: a cold start"), "{text}");
    // The others are what they were.
    assert_eq!(
        cold[..11 * HORIZON].iter().map(|said| &said.json["quantiles"]).collect::<Vec<_>>(),
        warm[..11 * HORIZON].iter().map(|said| &said.json["quantiles"]).collect::<Vec<_>>()
    );
    let strange = asked(&set, |series| {
        is_new(series);
        series.metadata[0] = MetadataValue::Category("elsewhere".to_owned());
    });
    let file = written(folder.path(), "strange.csv", &strange);
    let said = ask(&model, &file, None).unwrap();
    assert!(said[0].text.contains("its `shop` was not learned from"), "{}", said[0].text);
    assert!(said.iter().all(|said| number(said, "p90").is_finite()));
}

#[test]
fn what_is_told_has_the_effect_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (model, set) = model(folder.path());
    let file = written(folder.path(), "asked.csv", &asked(&set, |_| ()));
    let output = folder.path().join("explained");
    let said = ask(&model, &file, Some(&output)).unwrap();
    // Told its mean instead of itself, a covariate has no effect: a file that says the mean is forecast so.
    let mean = model.info["learned"]["covariates"][1]["mean"].as_f64().unwrap();
    let even = asked(&set, |series| series.covariates[1].iter_mut().for_each(|v| *v = Some(mean)));
    let without = ask(&model, &written(folder.path(), "even.csv", &even), None).unwrap();
    let mut promoted = (0.0, 0.0);
    for (at, (said, without)) in said.iter().zip(&without).enumerate() {
        let effect = said.json["effects"]["promotion"].as_f64().unwrap();
        let expected = number(said, "p50") - number(without, "p50");
        assert!((effect - expected).abs() < 1e-6 * number(said, "p50").abs().max(1.0));
        let series = &set.series()[at / HORIZON];
        if series.covariate_at(1, KNOWN + at % HORIZON) == Some(1.0) {
            promoted = (promoted.0 + effect, promoted.1 + 1.0);
        }
    }
    assert!(promoted.1 > 3.0 && promoted.0 / promoted.1 > 1.0, "{promoted:?}");
    let read = |name: &str| std::fs::read_to_string(output.join(name)).unwrap();
    let (forecasts, attributions) = (read("forecasts.csv"), read("attributions.csv"));
    assert!(forecasts.starts_with("item,time,step,p10,p50,p90\n"), "{forecasts}");
    assert_eq!(forecasts.lines().count(), 1 + 12 * HORIZON);
    // Four stretches of a week, three covariates, dates, two kinds, the item itself.
    assert_eq!(attributions.lines().count(), 1 + 12 * HORIZON * 11);
    assert!(attributions.contains(",lags 1 to 7,") && attributions.contains(",shop,"));

    let alone = folder.path().join("alone.csv");
    ask(&model, &file, Some(&alone)).unwrap();
    assert_eq!(std::fs::read_to_string(&alone).unwrap(), forecasts);
}

#[test]
fn files_that_are_not_in_order_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (model, set) = model(folder.path());
    let refused = |name: &str, text: &str| -> String {
        let file: PathBuf = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let output = folder.path().join("not.csv");
        let error = ask(&model, &file, Some(&output)).unwrap_err().to_string();
        assert!(error.contains(name) && !error.contains('\n'), "{error}");
        assert!(!output.exists());
        error
    };
    let short = asked(&set, |series| series.covariates[0].truncate(KNOWN + 2));
    let text = super::table::text(&short);
    let error = refused("short.csv", &text);
    assert!(error.contains("`price`") && error.contains("row"), "{error}");
    let cut = asked(&set, |series| series.covariates.iter_mut().for_each(|c| c.truncate(KNOWN)));
    let error = refused("cut.csv", &super::table::text(&cut));
    assert!(error.contains("`price`") && error.contains(&set.time_text(KNOWN)), "{error}");
    let error = refused("columns.csv", "item,date,sold\na,2024-01-01,3\n");
    assert!(error.contains("`value`"), "{error}");
    assert!(ask(&model, Path::new("no.csv"), None).unwrap_err().to_string().contains("no.csv"));
}
