use super::table::small;
use neuron_data::examples::{Draw, Examples, Slot};
use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
use neuron_series_models::forecasts::{
    Architecture, ForecastsConfig, Learned, Prepared, Scaling, Splits, WindowExamples,
};
use neuron_tasks::Split;
use std::sync::Arc;

fn panel(lengths: &[usize]) -> SeriesSet {
    let longest = lengths.iter().max().unwrap();
    let series = lengths.iter().enumerate().map(|(number, &length)| {
        let values: Vec<f64> = (0..length).map(|t| 10.0 + (t % 7) as f64).collect();
        Series { offset: longest - length, ..Series::new(format!("item {number}"), &values) }
    });
    let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
    SeriesSet::new(Frequency::Daily, start, series.collect()).unwrap()
}

fn plain() -> ForecastsConfig {
    let mut config = small(Architecture::Nhits);
    config.columns = neuron_series_models::forecasts::Columns::default();
    config.stride = 1;
    config
}

fn prepared(set: &SeriesSet, config: &ForecastsConfig) -> (Splits, Arc<Prepared>) {
    let splits = Splits::of(set, "panel", config).unwrap();
    let learned = Learned::of(set, "panel", splits.train, config).unwrap();
    let prepared = Prepared::new(set.clone(), "panel", &learned, splits.train, config).unwrap();
    (splits, Arc::new(prepared))
}

#[test]
fn windows_are_split_in_time() {
    let (set, config) = (panel(&[100, 60, 9]), plain());
    let (splits, _) = prepared(&set, &config);
    assert_eq!((splits.train, &splits.validation, &splits.test), (79, &vec![79], &vec![86, 93]));
    let train = splits.places(&set, Split::Train, &config);
    assert!(train.iter().all(|place| place.origin < splits.train));
    // The newest has one step to learn, and the short item nothing before what is held out.
    assert!(train.iter().any(|place| place.item == 0 && place.origin == 78));
    assert!(train.iter().all(|place| place.item < 2));
    let test = splits.places(&set, Split::Test, &config);
    let origins: Vec<(usize, usize)> =
        test.iter().map(|place| (place.item, place.origin)).collect();
    assert_eq!(origins, [(0, 86), (0, 93), (1, 86), (1, 93), (2, 86), (2, 93)]);
}

/// All fields of an example, those of numbers.
fn loaded(examples: &WindowExamples, index: usize, augment: bool) -> Vec<Vec<f32>> {
    let fields = examples.fields();
    let mut floats: Vec<Vec<f32>> =
        fields.iter().map(|field| vec![f32::NAN; field.elements()]).collect();
    let mut rows: Vec<Vec<i32>> = fields.iter().map(|field| vec![-1; field.elements()]).collect();
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for (field, (f, i)) in fields.iter().zip(floats.iter_mut().zip(&mut rows)) {
        slots.push(match field.name.as_str() {
            "categories" => Slot::I32(i),
            _ => Slot::F32(f),
        });
    }
    examples.load(index, Draw { seed: 4, epoch: 0, augment }, &mut slots).unwrap();
    if fields.last().unwrap().name == "categories" {
        let rows = rows.pop().unwrap();
        *floats.last_mut().unwrap() = rows.into_iter().map(|row| row as f32).collect();
    }
    floats
}

#[test]
fn a_window_is_what_the_series_is_in_units_of_its_own() {
    let mut set = panel(&[100]);
    let mut series = set.series()[0].clone();
    series.target[80] = None;
    series.target[88] = None;
    set = set.with_series(vec![series]).unwrap();
    let config = plain();
    let (splits, prepared) = prepared(&set, &config);
    let places = splits.places(&set, Split::Test, &config);
    let examples = WindowExamples::new(prepared, places, 100);
    let fields = loaded(&examples, 0, false);
    let (past, reference, target, observed) = (&fields[0], &fields[3], &fields[4], &fields[5]);
    // Steps 58 to 85 are seen, without step 80.
    let seen: Vec<f64> = (58..86).filter(|t| *t != 80).map(|t| 10.0 + (t % 7) as f64).collect();
    let mean = seen.iter().sum::<f64>() / 27.0;
    let width = past.len() / 28;
    let row = |t: usize| &past[(t - 58) * width..][..2];
    let forth = |value: f64| ((value - mean) / mean) as f32;
    assert_eq!(row(58), [forth(12.0), 1.0]);
    assert_eq!(row(80), [0.0, 0.0]);
    // Steps 86 to 92; a season ago, between its neighbours where nothing is known.
    let ago = |t: usize| match t {
        80 => (10.0 + 2.0 + 10.0 + 4.0) / 2.0,
        t => 10.0 + (t % 7) as f64,
    };
    for ahead in 0..7 {
        let t = 86 + ahead;
        let expected = forth(ago(t - 7));
        assert!((reference[ahead] - expected).abs() < 1e-6);
        let known = if t == 88 { 0.0 } else { 1.0 };
        assert_eq!(observed[ahead], known);
        let expected = known * forth(10.0 + (t % 7) as f64);
        assert!((target[ahead] - expected).abs() < 1e-6);
    }
    // What is hidden is no target.
    let places = splits.places(&set, Split::Test, &config);
    let hidden = WindowExamples::new(self::prepared(&set, &config).1, places, 90);
    assert_eq!(loaded(&hidden, 0, false)[5], [1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn pasts_are_hidden_and_kinds_forgotten_as_often_as_asked() {
    let mut config = plain();
    (config.cold_share, config.unknown_share) = (0.3, 0.2);
    let set = panel(&[400, 400]);
    let (splits, prepared) = prepared(&set, &config);
    let places = splits.places(&set, Split::Train, &config);
    let examples = WindowExamples::new(prepared, places, splits.train);
    let (mut hidden, mut unknown) = (0.0, 0.0);
    let count = examples.len() as f64;
    for index in 0..examples.len() {
        let fields = loaded(&examples, index, true);
        let past_is_empty = fields[0].chunks(fields[0].len() / 28).all(|row| row[1] == 0.0);
        assert_eq!(past_is_empty, fields[2][0] == 1.0);
        hidden += f64::from(fields[2][0]);
        unknown += f64::from(u8::from(fields[6][0] == 0.0));
        // Both items are as large as each other, so that the unit stays about the same.
        assert!(fields[4].iter().all(|value| value.abs() < 1.0), "{:?}", fields[4]);
    }
    assert!((hidden / count - 0.3).abs() < 0.06 && (unknown / count - 0.2).abs() < 0.06);
    let without = loaded(&examples, 5, false);
    assert_eq!((without[2][0], without[6][0]), (0.0, 1.0));
}

#[test]
fn units_follow_the_setting() {
    let mut config = plain();
    config.scaling = Scaling::SeasonalDifference;
    // A line: 3 more a day, 21 more a week.
    let values: Vec<f64> = (0..100).map(|t| 3.0 * t as f64).collect();
    let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
    let set = SeriesSet::new(Frequency::Daily, start, vec![Series::new("line", &values)]).unwrap();
    let (splits, prepared) = prepared(&set, &config);
    let places = splits.places(&set, Split::Test, &config);
    let fields = loaded(&WindowExamples::new(prepared, places, 100), 0, false);
    let steps: Vec<f32> = fields[4].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| (step - 1.0 / 7.0).abs() < 1e-6), "{steps:?}");
}
