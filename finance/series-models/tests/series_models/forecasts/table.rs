//! Small panels, files of them, and short trainings.

use neuron_forecast_evaluation::series::{MetadataValue, SeriesSet};
use neuron_rt::Device;
use neuron_series_models::DOMAIN;
use neuron_series_models::forecasts::{Architecture, Forecasts, ForecastsConfig};
use neuron_tasks::{DataOptions, Kind, Measured, TrainRequest, Training, train};
use neuron_train::run_folder::RunManifest;
use neuron_train::signals::Interrupt;
use neuron_train::trainer::Silent;
use std::path::{Path, PathBuf};

/// Settings of a small network for tables with the columns of the synthetic set.
pub(super) fn small(architecture: Architecture) -> ForecastsConfig {
    let mut config = ForecastsConfig::recipe("synthetic", architecture);
    (config.context, config.horizon, config.hidden, config.stride) = (28, 7, 16, 7);
    (config.dataset_size, config.test_windows) = (12, 2);
    config.trainer.epochs = 1;
    config
}

/// A panel as a long table.
pub(super) fn text(set: &SeriesSet) -> String {
    let mut text = String::from("item,date,value");
    set.covariates().iter().for_each(|one| text += &format!(",{}", one.name));
    set.metadata_columns().iter().for_each(|name| text += &format!(",{name}"));
    let cell = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for series in set.series() {
        let kinds: Vec<String> = series
            .metadata
            .iter()
            .map(|value| match value {
                MetadataValue::Number(number) => number.to_string(),
                MetadataValue::Category(kind) => kind.clone(),
            })
            .collect();
        let rows = series.covariates.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..rows.max(series.target.len()) {
            let step = series.offset + row;
            text += &format!("\n{},{},{}", series.item, set.time_text(step), cell(series.at(step)));
            for covariate in 0..series.covariates.len() {
                text += &format!(",{}", cell(series.covariate_at(covariate, step)));
            }
            kinds.iter().for_each(|kind| text += &format!(",{kind}"));
        }
    }
    text + "\n"
}

pub(super) fn written(folder: &Path, name: &str, set: &SeriesSet) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text(set)).unwrap();
    file
}

/// A run: the model's file and what it came to.
pub(super) fn trained(config: ForecastsConfig, runs: &Path) -> (PathBuf, Measured) {
    let toml = toml::to_string(&config).unwrap();
    let mut task = Forecasts::open(config, &DataOptions::default()).unwrap();
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
