use super::table::{small, trained, written};
use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::backtest::scramble_future;
use neuron_forecast_evaluation::series::SeriesSet;
use neuron_rt::{Device, Resident};
use neuron_series_models::DOMAIN;
use neuron_series_models::forecasts::{
    Architecture, ForecastsConfig, Learned, Place, Prepared, Splits, WindowExamples, forecasts,
    synthetic_retail,
};
use neuron_tasks::ModelFile;
use std::sync::Arc;

/// The bits of the forecasts of every item from one origin on.
fn bits(
    set: &SeriesSet,
    config: &ForecastsConfig,
    origin: usize,
    weights: &Resident,
) -> Vec<Vec<u64>> {
    let splits = Splits::of(set, "panel", config).unwrap();
    let learned = Learned::of(set, "panel", splits.train, config).unwrap();
    let prepared =
        Arc::new(Prepared::new(set.clone(), "panel", &learned, splits.train, config).unwrap());
    let places = (0..set.series().len()).map(|item| Place { item, origin }).collect();
    let examples = Arc::new(WindowExamples::new(prepared.clone(), places, origin));
    let made = forecasts(&prepared, &examples, &[], weights, &Device::Cpu).unwrap();
    let of = |forecast: &Forecast| {
        let all = forecast.quantiles.iter().flat_map(|path| &path.values);
        all.map(|value| value.to_bits()).collect()
    };
    made.iter().map(of).collect()
}

#[test]
fn training_and_forecasts_are_the_same_bits_whatever_comes_after() {
    let folder = tempfile::tempdir().unwrap();
    for architecture in [Architecture::Nhits, Architecture::Lstm, Architecture::Patch] {
        let set = synthetic_retail(6, 2).unwrap();
        let config = small(architecture);
        let splits = Splits::of(&set, "panel", &config).unwrap();
        let origin = splits.test[0];
        let scrambled = scramble_future(&set, origin, 9);
        assert_ne!(set, scrambled);
        let mut found = Vec::new();
        for (name, set) in [("as-it-was", &set), ("scrambled", &scrambled)] {
            let name = format!("{name}-{}", architecture.name());
            let mut config = config.clone();
            let file = written(folder.path(), &format!("{name}.csv"), set);
            (config.dataset, config.dataset_size) = (file.to_str().unwrap().to_owned(), 0);
            let (path, _) = trained(config.clone(), &folder.path().join(name));
            let weights = ModelFile::read(&DOMAIN, &path).unwrap().weights;
            found.push((bits(set, &config, origin, &weights), weights));
        }
        let (after, weights) = found.pop().unwrap();
        let (before, _) = found.pop().unwrap();
        assert_eq!(before, after, "{architecture:?}");
        // One value before the origin is not the same: what the test would see of a network that looks ahead.
        let leaked = bits(&scramble_future(&set, origin - 1, 9), &config, origin, &weights);
        assert_ne!(before, leaked, "{architecture:?}");
    }
}
