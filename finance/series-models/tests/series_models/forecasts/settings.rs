use super::table::{small, written};
use neuron_series_models::forecasts::{Architecture, Forecasts, ForecastsConfig, synthetic_retail};
use neuron_tasks::{DataOptions, Kind};
use neuron_train::trainer::Export;

fn refusal(change: impl Fn(&mut ForecastsConfig)) -> String {
    let mut config = small(Architecture::Nhits);
    change(&mut config);
    let error = Forecasts::open(config, &DataOptions::default()).err().unwrap().to_string();
    assert!(!error.contains('\n'), "{error}");
    error
}

#[test]
fn settings_out_of_range_are_refused() {
    assert!(refusal(|c| c.horizon = 0).contains("`horizon` is 0, expected 1 to 1000"));
    assert!(refusal(|c| c.context = 1).contains("`context` is 1"));
    assert!(refusal(|c| c.levels = vec![0.1, 0.9]).contains("0.5 among them"));
    assert!(refusal(|c| c.levels = vec![0.5, 0.2]).contains("`levels` is [0.5, 0.2]"));
    assert!(refusal(|c| c.levels = vec![0.5, f64::NAN]).contains("`levels`"));
    assert!(refusal(|c| c.rates = vec![0]).contains("`rates` is [0]"));
    assert!(refusal(|c| c.patch = 29).contains("`patch` is 29, expected 1 to 28"));
    assert!(refusal(|c| c.cold_share = 1.0).contains("`cold_share` is 1"));
    assert!(refusal(|c| c.reference = "magic".into()).contains("`reference` is `magic`"));
    assert!(refusal(|c| c.baselines = vec!["magic".into()]).contains("`baselines` is `magic`"));
    assert!(refusal(|c| c.members = 0).contains("`members` is 0"));
    assert!(refusal(|c| c.validation_windows = 0).contains("`trainer.export` of `last`"));
    let last = |c: &mut ForecastsConfig| {
        (c.validation_windows, c.conformal, c.trainer.export) = (0, true, Export::Last);
    };
    assert!(refusal(last).contains("`conformal` learns"));
    assert!(refusal(|c| c.test_windows = 60).contains("400 steps"));
    assert!(refusal(|c| c.dataset = "no.csv".into()).contains("no.csv"));
}

#[test]
fn tables_that_do_not_fit_the_settings_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "sales.csv", &synthetic_retail(3, 1).unwrap());
    let of = |change: &dyn Fn(&mut ForecastsConfig)| {
        refusal(|c| {
            (c.dataset, c.dataset_size) = (file.to_str().unwrap().to_owned(), 0);
            change(c);
        })
    };
    assert!(of(&|c| c.columns.known.push("weather".into())).contains("`weather`"));
    assert!(of(&|c| c.columns.quantities.push("shop".into())).contains("`north`"));
    assert!(of(&|c| c.dataset_size = 4).contains("at most 3"));
    let empty = folder.path().join("empty.csv");
    let rows: String = (1..28).map(|day| format!("\na,2024-01-{day:02},")).collect();
    std::fs::write(&empty, format!("item,date,value{rows}\n")).unwrap();
    let error = refusal(|c| {
        c.columns = Default::default();
        (c.dataset, c.dataset_size) = (empty.to_str().unwrap().to_owned(), 0);
    });
    assert!(error.contains("no item has a value"), "{error}");
}

#[test]
fn settings_are_read_as_they_were_written() {
    for architecture in [Architecture::Nhits, Architecture::Lstm, Architecture::Patch] {
        for dataset in ["synthetic", "walmart-weekly", "m3-monthly", "sales.csv"] {
            let config = ForecastsConfig::recipe(dataset, architecture);
            let text = toml::to_string(&config).unwrap();
            assert_eq!(toml::from_str::<ForecastsConfig>(&text).unwrap(), config);
        }
    }
}
