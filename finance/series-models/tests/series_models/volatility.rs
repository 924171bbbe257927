use crate::recorded::{batch_of, gradients};
use neuron_rt::Device;
use neuron_series_models::DOMAIN;
use neuron_series_models::volatility::{
    FEATURES, VolatilityConfig, VolatilityData, VolatilityForecast, features,
};
use neuron_tasks::{
    DataOptions, Kind, Measured, ModelFile, PredictRequest, Split, TrainRequest, Training, train,
};
use neuron_train::run_folder::RunManifest;
use neuron_train::signals::Interrupt;
use neuron_train::trainer::Silent;
use neuron_volatility::{Specification, simulate};
use std::path::{Path, PathBuf};

fn config() -> VolatilityConfig {
    let mut config = VolatilityConfig::recipe("tech-portfolio");
    (config.hidden, config.members, config.window) = (8, 2, 10);
    config.trainer.epochs = 2;
    config
}

#[test]
fn every_parameter_is_reached() {
    let task = VolatilityForecast::open(config(), &DataOptions::default()).unwrap();
    let examples = task.examples(Split::Train);
    let inputs = batch_of(&*examples, 32);
    for (name, gradient) in gradients(task.objective(), &inputs) {
        assert!(gradient.iter().all(|v| v.is_finite()), "`{name}` is not finite");
        // The head begins at 0, so that what it reads has no gradient before its first step.
        let is_head = name.contains(".head.");
        assert_eq!(gradient.iter().any(|&v| v != 0.0), is_head, "`{name}`");
    }
}

#[test]
fn nothing_looks_ahead() {
    let data = VolatilityData::open(&config()).unwrap();
    for asset in &data.assets {
        let (before, base) = features(asset, asset.scale);
        let from = asset.returns.len() / 2;
        let mut scrambled = asset.clone();
        for day in from..scrambled.returns.len() {
            scrambled.returns[day] = -3.0 * scrambled.returns[day] + 1.0;
            scrambled.variances[day] *= 7.0;
            scrambled.of_all[day] += 1.0;
        }
        let (after, base_after) = features(&scrambled, asset.scale);
        assert_eq!(before[..from * FEATURES], after[..from * FEATURES]);
        assert_eq!(base[..from], base_after[..from]);
        assert_ne!(before[from * FEATURES..], after[from * FEATURES..]);
    }
}

#[test]
fn days_are_split_in_time() {
    let config = config();
    let data = VolatilityData::open(&config).unwrap();
    let names: Vec<&str> = data.assets.iter().map(|asset| asset.name.as_str()).collect();
    // FB has 196 days: too few.
    assert_eq!(names, ["AAPL", "GOOG", "IBM", "MSFT"]);
    for (number, asset) in data.assets.iter().enumerate() {
        let days = |split| -> Vec<usize> {
            let all = data.examples(split, config.window).into_iter();
            all.filter(|(of, _)| *of == number).map(|(_, day)| day + 1).collect()
        };
        let (train, validation, test) =
            (days(Split::Train), days(Split::Validation), days(Split::Test));
        assert!(train.last() < validation.first() && validation.last() < test.first());
        assert_eq!(test.last(), Some(&(asset.returns.len() - 1)));
        // Mean and deviation are those of the days that are learned from.
        let learned = &asset.returns[..asset.train];
        let mean = learned.iter().sum::<f64>() / learned.len() as f64;
        assert!(mean.abs() < 1e-12, "{mean}");
    }
}

fn trained(config: VolatilityConfig, runs: &Path) -> (PathBuf, Measured) {
    let toml = toml::to_string(&config).unwrap();
    let mut task = VolatilityForecast::open(config, &DataOptions::default()).unwrap();
    let request = TrainRequest {
        domain: &DOMAIN,
        toml: &toml,
        runs: runs.to_path_buf(),
        name: None,
        resume: false,
        manifest: RunManifest::default(),
        device: &Device::Cpu,
        interrupt: &Interrupt::default(),
    };
    let Training::Kept(trained) = train(&mut *task, request, &mut Silent).unwrap() else {
        panic!("one process keeps what it does");
    };
    let (_, measured) = trained.finished.unwrap();
    (trained.run.paths().model(), measured)
}

/// Prices whose returns follow a GJR-GARCH: synthetic.
fn prices(folder: &Path, days: usize, seed: u64) -> PathBuf {
    let truth = [0.0, 0.05, 0.03, 0.12, 0.86, 6.0];
    let returns = simulate(&Specification::gjr_t(), &truth, days, seed).unwrap().returns;
    let mut text = String::from("Date,SYN\n");
    let (mut day, mut price) = (jiff::civil::date(2001, 1, 1), 100.0);
    for value in returns {
        price *= (value / 100.0_f64).exp();
        text += &format!("{day},{price:.6}\n");
        day = day.tomorrow().unwrap();
    }
    let file = folder.join("synthetic.csv");
    std::fs::write(&file, text).unwrap();
    file
}

#[test]
fn a_network_is_trained_measured_and_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = prices(folder.path(), 1500, 5);
    let mut config = config();
    config.dataset = file.to_str().unwrap().to_owned();
    let (path, measured) = trained(config, &folder.path().join("runs"));
    let metric = |name: &str| measured.metrics.get(name).unwrap();
    // On data that GJR-t made, nothing can be much better than it, and a correction of a running variance not much worse.
    let apart = metric("qlike") - metric("gjr_t_qlike");
    assert!((-0.01..0.15).contains(&apart), "{apart}");
    assert!((0.0..0.08).contains(&metric("violations")));
    assert!((0.0..=1.0).contains(&metric("qlike_diebold_mariano_p")));
    assert_eq!(measured.samples, 449);

    let model = ModelFile::read(&DOMAIN, &path).unwrap();
    let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
    let once_more = again.measure(Split::Test, &model.weights, &Device::Cpu).unwrap();
    assert_eq!(once_more.metrics, measured.metrics);
    let files = [file];
    let request = PredictRequest { files: &files, output: None, device: &Device::Cpu };
    let said = model.kind.predict(&model, &request).unwrap();
    let number = |key: &str| said[0].json[key].as_f64().unwrap();
    assert_eq!(said[0].json["asset"], "SYN");
    assert!(number("volatility_per_cent") > 0.1);
    assert!(number("expected_shortfall_per_cent") > number("value_at_risk_per_cent"));
}

fn refusal(change: impl Fn(&mut VolatilityConfig)) -> String {
    let mut config = config();
    change(&mut config);
    VolatilityForecast::open(config, &DataOptions::default()).err().unwrap().to_string()
}

#[test]
fn settings_out_of_range_are_refused() {
    assert!(refusal(|c| c.level = 1.5).contains("`level` is 1.5, expected 0.5 or more"));
    assert!(refusal(|c| c.test_share = 0.0).contains("`test_share` is 0"));
    assert!(refusal(|c| c.window = 1).contains("`window` is 1"));
    assert!(refusal(|c| c.members = 0).contains("`members` is 0"));
    assert!(refusal(|c| c.dataset_size = 100).contains("`AAPL` (100)"));
    assert!(refusal(|c| c.dataset = "no.csv".to_owned()).contains("no.csv"));
}
