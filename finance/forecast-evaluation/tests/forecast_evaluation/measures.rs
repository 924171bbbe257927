use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::measure::{
    Absence, Case, Measure, Pooling, Score, evaluate, naive2, owa,
};

struct Item {
    history: Vec<f64>,
    actual: Vec<Option<f64>>,
    forecast: Forecast,
}

/// The table that utilsforecast 0.2.17 was given for the values below.
fn table() -> Vec<Item> {
    (0..3_i32)
        .map(|i| {
            let base = f64::from(5 * i);
            let past = |t: i32| {
                20.0 + base + f64::from((t * 7 + i * 3) % 11) - 0.5 * f64::from((t * t) % 5)
            };
            let point: Vec<f64> =
                (0..6).map(|h| 20.5 + base + f64::from((h * 3 + 2 * i) % 5)).collect();
            let moved = |by: f64| point.iter().map(|m| m + by).collect::<Vec<_>>();
            let forecast = Forecast::point(point.clone())
                .with_quantile(0.1, moved(-3.25))
                .unwrap()
                .with_quantile(0.5, moved(0.5))
                .unwrap()
                .with_quantile(0.9, moved(4.0))
                .unwrap();
            Item {
                history: (0..12).map(past).collect(),
                actual: (0..6).map(|h| Some(22.0 + base + f64::from((h * 5 + i) % 7))).collect(),
                forecast,
            }
        })
        .collect()
}

fn cases(items: &[Item]) -> Vec<Case<'_>> {
    items
        .iter()
        .map(|item| Case::new("item", &item.history, &item.actual, &item.forecast).season(4))
        .collect()
}

fn close(found: Score, expected: f64) {
    let found = found.value().unwrap();
    assert!(
        (found - expected).abs() < 1e-12 * expected.abs().max(1.0),
        "{found} {expected} {:e}",
        found - expected
    );
}

#[test]
fn each_measure_is_that_of_utilsforecast() {
    // utilsforecast.losses 0.2.17: mae, rmse, 100 mape, 200 smape (it halves and does not scale),
    // mase and rmsse with seasonality 4, quantile_loss q = .9; interval score and coverage by
    // numpy from their definitions.
    let expected: [(Measure, [f64; 3]); 9] = [
        (Measure::Mae, [3.5, 3.333_333_333_333_333_5, 2.333_333_333_333_333_5]),
        (Measure::Rmse, [3.862_210_075_418_822_4, 3.989_569_734_528_607, 3.149_073_937_948_530_4]),
        (Measure::Mape, [13.516_597_868_047_145, 10.753_325_342_741_822, 6.440_391_824_969_999]),
        (Measure::Smape, [14.621_309_129_814_41, 11.471_800_956_444_37, 6.825_899_686_507_072]),
        (Measure::Mase, [0.658_823_529_411_764_7, 0.642_570_281_124_498, 0.419_475_655_430_711_64]),
        (
            Measure::Rmsse,
            [0.709_963_288_112_945_3, 0.751_029_808_561_616_9, 0.553_716_763_723_423_3],
        ),
        (Measure::Pinball(0.9), [0.6, 0.816_666_666_666_666_5, 0.616_666_666_666_666_6]),
        (Measure::IntervalScore(0.8), [12.25, 13.916_666_666_666_666, 11.416_666_666_666_666]),
        (Measure::Coverage(0.8), [4.0 / 6.0, 4.0 / 6.0, 5.0 / 6.0]),
    ];
    let items = table();
    for (measure, values) in expected {
        for (case, value) in cases(&items).iter().zip(values) {
            close(measure.score(case), value);
        }
    }
    // 7.25 wide everywhere.
    close(Measure::IntervalWidth(0.8).score(&cases(&items)[0]), 7.25);
}

#[test]
fn quantile_losses_follow_from_the_pinball_loss() {
    let items = table();
    let cases = cases(&items);
    // utilsforecast's mqloss is the mean pinball loss over the three levels.
    let mqloss = [0.936_111_111_111_111, 0.963_888_888_888_888_9, 0.741_666_666_666_666_6];
    for (case, mqloss) in cases.iter().zip(mqloss) {
        let mean = case.actual.iter().flatten().sum::<f64>() / 6.0;
        close(Measure::MeanWeightedQuantileLoss.score(case), 2.0 * mqloss / mean);
        let at = |level| Measure::Pinball(level).score(case).value().unwrap();
        // Levels 0.1, 0.5, 0.9 stand for (0, 0.3), (0.3, 0.7) and (0.7, 1).
        let crps = 2.0 * (0.3 * at(0.1) + 0.4 * at(0.5) + 0.3 * at(0.9));
        close(Measure::Crps.score(case), crps);
    }
    let median = Forecast::point(items[0].forecast.quantile(0.5).unwrap().to_vec());
    let wape = Measure::Wape.score(&Case { forecast: &median, ..cases[0] }).value().unwrap();
    close(Measure::WeightedQuantileLoss(0.5).score(&cases[0]), wape);
}

#[test]
fn crps_of_many_levels_tends_to_the_closed_form() {
    // Uniform on (0, 1) and actual y: CRPS = y² − y + 1/3 (Gneiting and Raftery 2007).
    let mut forecast = Forecast::point(vec![0.5]);
    for level in (1..200).map(|k| f64::from(k) / 200.0) {
        forecast = forecast.with_quantile(level, vec![level]).unwrap();
    }
    let actual = [Some(0.8)];
    let crps = Measure::Crps.score(&Case::new("u", &[], &actual, &forecast)).value().unwrap();
    assert!((crps - (0.64 - 0.8 + 1.0 / 3.0)).abs() < 1e-4, "{crps}");
}

#[test]
fn both_conventions_of_pooling() {
    let items = table();
    let summary = evaluate(&cases(&items), &[Measure::Wape, Measure::Rmse]).summary;
    // (y − m).abs().sum() / y.sum() and sqrt(mean((y − m)²)) by pandas 2.3.3 over all rows.
    close(summary[0].pooled, 0.101_851_851_851_851_85);
    close(summary[1].by(Pooling::Pooled), 3.685_557_397_915_997);
    let mean = (3.862_210_075_418_822_4 + 3.989_569_734_528_607 + 3.149_073_937_948_530_4) / 3.0;
    close(summary[1].by(Pooling::MeanOverSeries), mean);
}

#[test]
fn zeros_below_the_line_give_a_reason() {
    let forecast = Forecast::point(vec![1.0, 0.0]);
    let zeros = [Some(0.0), Some(0.0)];
    let case = Case::new("z", &[3.0, 3.0, 3.0], &zeros, &forecast);
    let absent = |measure: Measure| match measure.score(&case) {
        Score::Absent(absence) => absence,
        Score::Value(value) => panic!("{measure:?} is {value}"),
    };
    assert_eq!(absent(Measure::Wape), Absence::ZeroActuals);
    assert_eq!(absent(Measure::Mape), Absence::ZeroActual { step: 1 });
    assert_eq!(absent(Measure::Mase), Absence::ConstantHistory);
    assert_eq!(absent(Measure::Rmsse), Absence::ConstantHistory);
    assert_eq!(absent(Measure::Coverage(0.8)), Absence::QuantileMissing { level: 0.1 });
    assert_eq!(absent(Measure::Crps), Absence::NoQuantiles);
    assert_eq!(Measure::Smape.score(&case), Score::Value(100.0));
    let short = Case { season: 12, ..case };
    let reason = Measure::Mase.score(&short);
    assert_eq!(reason, Score::Absent(Absence::ShortHistory { present: 3, season: 12 }));
    assert_eq!(reason.to_string(), "none (the history has 3 value(s), more than 12 are needed)");
    // Pooled, the item without sales still adds its error to the others'.
    let other = Forecast::point(vec![9.0]);
    let sold = [Some(10.0)];
    let summary =
        &evaluate(&[case, Case::new("s", &[], &sold, &other)], &[Measure::Wape]).summary[0];
    assert_eq!(summary.pooled, Score::Value(0.2));
    assert_eq!((summary.items, summary.absent.len()), (1, 1));
}

#[test]
fn missing_actuals_are_left_out() {
    let forecast = Forecast::point(vec![1.0, 5.0, 3.0]);
    let actual = [Some(2.0), None, Some(2.0)];
    assert_eq!(Measure::Mae.score(&Case::new("m", &[], &actual, &forecast)), Score::Value(1.0));
    let nothing = [None, None, None];
    let score = Measure::Mae.score(&Case::new("m", &[], &nothing, &forecast));
    assert_eq!(score, Score::Absent(Absence::NothingObserved));
}

#[test]
fn naive2_is_its_own_benchmark() {
    let history: Vec<f64> = (0..36_i32)
        .map(|t| (100.0 + f64::from(t)) * [0.8, 1.3, 1.0, 0.9][t as usize % 4])
        .collect();
    assert_eq!(naive2(&history[..11], 4, 2), [history[10]; 2], "three seasons are needed");
    assert_eq!(naive2(&[], 4, 2), [0.0; 0]);
    let own = Forecast::point(naive2(&history, 4, 4));
    // A trend of one per step is not followed, the seasonal indices are.
    let ratio = own.point[1] / own.point[0];
    assert!((ratio - 1.3 / 0.8).abs() < 0.02, "{ratio}");
    let actual = [Some(110.0), Some(180.0), Some(140.0), Some(125.0)];
    let result = owa(&[Case::new("a", &history, &actual, &own).season(4)]);
    assert_eq!(result.owa, Score::Value(1.0));
    let perfect = Forecast::point(vec![110.0, 180.0, 140.0, 125.0]);
    let result = owa(&[Case::new("a", &history, &actual, &perfect).season(4)]);
    assert_eq!((result.owa, result.series), (Score::Value(0.0), 1));
}

#[test]
fn names_lead_back_to_their_measures() {
    let all = [
        Measure::Mae,
        Measure::Rmse,
        Measure::Mape,
        Measure::Smape,
        Measure::Wape,
        Measure::Mase,
        Measure::Rmsse,
        Measure::Pinball(0.25),
        Measure::WeightedQuantileLoss(0.9),
        Measure::MeanWeightedQuantileLoss,
        Measure::Coverage(0.8),
        Measure::IntervalWidth(0.8),
        Measure::IntervalScore(0.95),
        Measure::Crps,
    ];
    for measure in all {
        assert_eq!(measure.name().parse::<Measure>().unwrap(), measure);
    }
    for wrong in ["wql", "wape[0.5]", "coverage[80]", "coverage[0.8", "r2", ""] {
        assert!(wrong.parse::<Measure>().is_err(), "{wrong}");
    }
}
