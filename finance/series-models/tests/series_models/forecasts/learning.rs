use super::table::{small, trained, written};
use neuron_rt::Device;
use neuron_series_models::DOMAIN;
use neuron_series_models::forecasts::{Architecture, synthetic_retail};
use neuron_tasks::{DataOptions, ModelFile, Split};

/// Promotions are planted: a seasonal naive forecast cannot know them, a network can.
#[test]
fn planted_promotions_are_learned_by_each_architecture() {
    let folder = tempfile::tempdir().unwrap();
    let set = synthetic_retail(12, 3).unwrap();
    let file = written(folder.path(), "planted.csv", &set);
    for architecture in [Architecture::Nhits, Architecture::Lstm, Architecture::Patch] {
        let mut config = small(architecture);
        (config.dataset, config.dataset_size) = (file.to_str().unwrap().to_owned(), 0);
        (config.stride, config.trainer.epochs, config.hidden) = (3, 15, 24);
        let runs = folder.path().join(architecture.name());
        let (path, measured) = trained(config, &runs);
        let metric = |name: &str| measured.metrics.get(name).unwrap();
        let (own, naive) = (metric("wape"), metric("seasonal_naive_wape"));
        assert!(own < 0.7 * naive, "{architecture:?}: {own} and {naive}");
        let (own, naive) = (metric("wql"), metric("seasonal_naive_wql"));
        assert!(own < 0.7 * naive, "{architecture:?}: {own} and {naive}");
        assert!((0.5..=0.98).contains(&metric("coverage")), "{}", metric("coverage"));
        assert_eq!(measured.samples, 24);

        let model = ModelFile::read(&DOMAIN, &path).unwrap();
        let again = model.kind.reopen(&model, &DataOptions::default()).unwrap();
        let once_more = again.measure(Split::Test, &model.weights, &Device::Cpu).unwrap();
        assert_eq!(once_more.metrics, measured.metrics);
        let error = again.measure(Split::Train, &model.weights, &Device::Cpu).unwrap_err();
        assert!(error.to_string().contains("`split` is `train`"), "{error}");
    }
}
