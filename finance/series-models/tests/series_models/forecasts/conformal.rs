use super::asked::asked;
use super::table::{small, trained, written};
use neuron_rt::Device;
use neuron_series_models::DOMAIN;
use neuron_series_models::forecasts::{Architecture, synthetic_retail};
use neuron_tasks::{DataOptions, ModelFile, PredictRequest, Split};
use serde_json::json;

/// On the windows that they were moved by, quantiles cover at least what they say: that is how far they are moved.
#[test]
fn quantiles_are_moved_until_they_cover_and_travel_with_the_weights() {
    let folder = tempfile::tempdir().unwrap();
    let set = synthetic_retail(12, 3).unwrap();
    let file = written(folder.path(), "all.csv", &set);
    let measured = |conformal: bool| {
        let mut config = small(Architecture::Nhits);
        (config.dataset, config.dataset_size) = (file.to_str().unwrap().to_owned(), 0);
        (config.stride, config.trainer.epochs, config.conformal) = (3, 2, conformal);
        let (path, measured) = trained(config, &folder.path().join(conformal.to_string()));
        (ModelFile::read(&DOMAIN, &path).unwrap(), measured)
    };
    let (plain, as_trained) = measured(false);
    let (model, as_moved) = measured(true);
    assert!(plain.info.get("offsets").is_none());
    let offsets: Vec<f64> = serde_json::from_value(model.info["offsets"].clone()).unwrap();
    assert_eq!((offsets.len(), offsets[1]), (3, 0.0));
    // The weights are the same, and so is what the median is judged by.
    let wape = |measured: &neuron_tasks::Measured| measured.metrics.get("wape").unwrap();
    assert_eq!(wape(&as_trained), wape(&as_moved));

    let coverage = |model: &ModelFile, split| {
        let task = model.kind.reopen(model, &DataOptions::default()).unwrap();
        let measured = task.measure(split, &model.weights, &Device::Cpu).unwrap();
        measured.metrics.get("coverage").unwrap()
    };
    let (before, after) =
        (coverage(&plain, Split::Validation), coverage(&model, Split::Validation));
    assert!((before - 0.8).abs() > 0.03, "{before}: else the test would say nothing");
    assert!((0.8 - 1e-9..0.87).contains(&after), "{before} and {after}");
    assert_eq!(coverage(&model, Split::Test), as_moved.metrics.get("coverage").unwrap());
    assert!(format!("{:?}", as_moved.sections).contains("Conformal quantiles"));
    assert!(!format!("{:?}", as_trained.sections).contains("Conformal quantiles"));

    let asked = written(folder.path(), "asked.csv", &asked(&set, |_| {}));
    let files = [asked];
    let request = PredictRequest { files: &files, output: None, device: &Device::Cpu };
    let low = |model: &ModelFile| {
        let said = model.kind.predict(model, &request).unwrap();
        said[0].json["quantiles"]["p10"].clone()
    };
    assert_ne!(low(&plain), low(&model));

    let mut hostile = model;
    for offsets in [json!([1.0]), json!([0.0, 0.0, "far"])] {
        hostile.info["offsets"] = offsets;
        assert!(hostile.kind.predict(&hostile, &request).is_err());
        assert!(hostile.kind.reopen(&hostile, &DataOptions::default()).is_err());
    }
}
