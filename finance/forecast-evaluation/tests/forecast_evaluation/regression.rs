use crate::synthetic::shops;
use neuron_forecast_evaluation::backtest::{Window, WindowPlan, backtest, local};
use neuron_forecast_evaluation::boosting::{BoostedTrees, BoostingOptions, Loss};
use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar};
use neuron_forecast_evaluation::measure::Measure;
use neuron_forecast_evaluation::regression::{
    Change, CovariateEnsemble, Edit, GlobalRegression, HarmonicOptions, Learner, Reference,
    RegressionOptions, Ridge, harmonic_regression,
};
use neuron_forecast_evaluation::series::{MetadataValue, Series, SeriesSet};
use neuron_forecast_evaluation::{EvaluationError, Forecast, Note};
use neuron_random::{Rng, Stream};

fn options(learner: Learner) -> RegressionOptions {
    RegressionOptions {
        covariates: vec!["promotion".to_owned()],
        averages: vec![4, 13],
        learner,
        ..RegressionOptions::new(52)
    }
}

fn ridge() -> Learner {
    Learner::Ridge { penalty: 1e-4 }
}

fn trees() -> Learner {
    Learner::Boosting(BoostingOptions { trees: 60, depth: 3, ..BoostingOptions::default() })
}

fn wape(set: &SeriesSet, options: &RegressionOptions) -> f64 {
    let pipeline = |set: &SeriesSet, window: Window| {
        let horizon = window.horizon();
        let model = GlobalRegression::fit(set, window.origin, horizon, options.clone())?;
        Ok(model.forecast(set, window.origin)?)
    };
    let result = backtest(set, &WindowPlan::new(2, 13), pipeline).unwrap();
    assert!(result.look_ahead_checked);
    result.scores(set, 52, &[Measure::Wape]).overall.summary[0].pooled.value().unwrap()
}

#[test]
fn covariates_beat_the_seasonal_naive_without_looking_ahead() {
    let set = shops(150);
    let seasonal = local(|history: &[f64], steps| {
        let first = history.len() - 52;
        Ok(Forecast::point((0..steps).map(|h| history[first + h]).collect()))
    });
    let result = backtest(&set, &WindowPlan::new(2, 13), seasonal).unwrap();
    let naive = result.scores(&set, 52, &[Measure::Wape]).overall.summary[0].pooled;
    let naive = naive.value().unwrap();
    for learner in [ridge(), trees()] {
        for reference in [Reference::SeasonAgo, Reference::RecentLevel] {
            let found = wape(&set, &RegressionOptions { reference, ..options(learner.clone()) });
            assert!(found < 0.8 * naive, "{learner:?} {reference:?}: {found} {naive}");
        }
    }
    // Noise is ±1 %, so that a quarter of that is the best there is.
    let found = wape(&set, &options(ridge()));
    assert!(found < 0.012, "{found}");
}

#[test]
fn a_shop_without_history_is_forecast_from_its_kind() {
    let set = shops(120);
    let mut series = set.series().to_vec();
    let truth: Vec<f64> = series[3].target[107..].iter().flatten().copied().collect();
    // Shop 3 is small and opens where the forecast begins.
    series[3].target.clear();
    let set = set.with_series(series).unwrap();
    let model = GlobalRegression::fit(
        &set,
        107,
        13,
        RegressionOptions {
            calendar: CalendarFeatures { fourier: vec![(52.0, 1)], ..CalendarFeatures::default() },
            levels: vec![0.1, 0.9],
            ..options(ridge())
        },
    )
    .unwrap();
    let forecasts = model.forecast(&set, 107).unwrap();
    let cold = &forecasts[3];
    assert!(cold.notes.contains(&Note::ColdStart { present: 0, needed: 52 }));
    assert!(!forecasts[2].notes.iter().any(Note::is_cold_start));
    let error: f64 = cold.point.iter().zip(&truth).map(|(f, y)| (f - y).abs()).sum::<f64>()
        / truth.iter().sum::<f64>();
    assert!(error < 0.02, "{error}");
    assert!(cold.quantiles[0].values[0] < cold.point[0]);
    assert!(cold.quantiles[1].values[0] > cold.point[0]);
}

#[test]
fn unknown_kinds_and_missing_futures_are_refused() {
    let set = shops(120);
    let model = GlobalRegression::fit(&set, 107, 13, options(ridge())).unwrap();
    let mut series = set.series().to_vec();
    series[1].metadata = vec![MetadataValue::Category("kiosk".to_owned())];
    let other = set.with_series(series).unwrap();
    assert_eq!(
        model.forecast(&other, 107).unwrap_err().to_string(),
        "item `shop 1`: `kind` is `kiosk`, which training did not see; it saw `large`, `small`"
    );
    let error = model.forecast(&set, 121).unwrap_err();
    assert!(
        matches!(&error, EvaluationError::FutureCovariateMissing { covariate, horizon: 13, .. }
            if covariate == "promotion"),
        "{error}"
    );
    let unknown = RegressionOptions { covariates: vec!["x".to_owned()], ..options(ridge()) };
    let error = GlobalRegression::fit(&set, 107, 13, unknown).unwrap_err().to_string();
    assert_eq!(error, "there is no covariate `x`; there are `promotion`, `visitors`");
    let mut series = set.series().to_vec();
    series[0].target[3] = Some(-1.0);
    let negative = set.with_series(series).unwrap();
    let error = GlobalRegression::fit(&negative, 107, 13, options(ridge())).unwrap_err();
    assert!(error.to_string().contains("-1 of item `shop 0`"), "{error}");
}

#[test]
fn a_promotion_that_is_called_off_costs_what_it_brings() {
    let set = shops(150);
    let model = GlobalRegression::fit(&set, 137, 13, options(ridge())).unwrap();
    let change = Change {
        item: Some("shop 2".to_owned()),
        covariate: "promotion".to_owned(),
        from_step: 1,
        to_step: 13,
        edit: Edit::Set(0.0),
    };
    let result = model.what_if(&set, 137, std::slice::from_ref(&change)).unwrap();
    assert!(result[1].difference.iter().all(|&d| d == 0.0), "another shop");
    for (step, difference) in result[2].difference.iter().enumerate() {
        let promoted = set.series()[2].covariate_at(0, 137 + step) == Some(1.0);
        let ratio = difference / result[2].baseline.point[step];
        // The promotion was made to multiply sales by exp(0.26).
        let expected = if promoted { (-0.26_f64).exp() - 1.0 } else { 0.0 };
        assert!((ratio - expected).abs() < 0.02, "step {step}: {ratio} {expected}");
    }
    let wrong = Change { to_step: 14, ..change.clone() };
    let error = model.what_if(&set, 137, &[wrong]).unwrap_err().to_string();
    assert_eq!(error, "the range of steps to change is 1 to 14, expected a range within 1 to 13");
    let past = Change { covariate: "visitors".to_owned(), ..change };
    assert!(model.what_if(&set, 137, &[past]).is_err());
}

#[test]
fn attributions_add_up_to_the_forecast() {
    let set = shops(150);
    for learner in [ridge(), trees()] {
        let model = GlobalRegression::fit(&set, 137, 13, options(learner)).unwrap();
        let forecasts = model.forecast(&set, 137).unwrap();
        let explanations = model.explain(&set, 137).unwrap();
        assert_eq!(explanations.len(), 6 * 13);
        for (at, why) in explanations.iter().enumerate() {
            let sum: f64 = why.contributions.iter().map(|c| c.value).sum();
            assert!((why.reference + why.base + sum - why.total).abs() < 1e-9);
            let point = forecasts[at / 13].point[at % 13];
            assert!((why.total.exp_m1() - point).abs() < 1e-8 * point, "{point}");
        }
        let importance = model.permutation_importance(&set, 130, 137, 3, 1).unwrap();
        assert_eq!(importance[0].group, "promotion", "{importance:?}");
        assert!(importance[0].increase > 5.0 * importance[0].error, "{importance:?}");
        assert!(model.permutation_importance(&set, 137, 137, 3, 1).is_err());
    }
}

#[test]
fn the_result_does_not_depend_on_the_threads() {
    let set = shops(120);
    let learner = Learner::Boosting(BoostingOptions {
        trees: 20,
        row_share: 0.7,
        feature_share: 0.7,
        ..BoostingOptions::default()
    });
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let options = RegressionOptions { levels: vec![0.2, 0.8], ..options(learner.clone()) };
            GlobalRegression::fit(&set, 107, 13, options).unwrap().forecast(&set, 107).unwrap()
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn trees_learn_quantiles() {
    // y uniform on (0, 1 + x): the level τ lies at τ (1 + x).
    let mut rng = Stream::new(5, "uniform").rng();
    let rows: Vec<Vec<f64>> = (0..4000).map(|i| vec![f64::from(i % 2)]).collect();
    let actual: Vec<f64> =
        rows.iter().map(|row| (1.0 + row[0]) * rng.random_range(0.0..1.0)).collect();
    for level in [0.1, 0.5, 0.9] {
        let options = BoostingOptions {
            loss: Loss::Quantile(level),
            learning_rate: 0.3,
            trees: 60,
            ..BoostingOptions::default()
        };
        let trees = BoostedTrees::fit(&rows, &actual, &options).unwrap();
        for x in [0.0, 1.0] {
            let found = trees.predict(&[x]);
            assert!((found - level * (1.0 + x)).abs() < 0.05, "{level} {x}: {found}");
        }
    }
}

#[test]
fn missing_features_have_a_side_of_their_own() {
    let rows: Vec<Vec<f64>> =
        (0..300).map(|i| vec![if i % 3 == 0 { f64::NAN } else { f64::from(i % 7) }]).collect();
    let actual: Vec<f64> = rows.iter().map(|row| if row[0].is_nan() { 9.0 } else { 1.0 }).collect();
    let options = BoostingOptions { learning_rate: 0.5, ..BoostingOptions::default() };
    let trees = BoostedTrees::fit(&rows, &actual, &options).unwrap();
    assert!((trees.predict(&[f64::NAN]) - 9.0).abs() < 0.01);
    assert!((trees.predict(&[3.0]) - 1.0).abs() < 0.01);
    assert!(BoostedTrees::fit(&[vec![f64::INFINITY]], &[1.0], &options).is_err());
    let zero = BoostingOptions { learning_rate: 0.0, ..options };
    let error = BoostedTrees::fit(&rows, &actual, &zero).unwrap_err().to_string();
    assert_eq!(error, "the learning rate is 0, expected in (0, 1]");
}

#[test]
fn ridge_is_its_closed_form() {
    // One feature: the standardised slope is cov / (1 + penalty) over a unit variance.
    let rows: Vec<Vec<f64>> = (0..10).map(|i| vec![f64::from(i), 4.0]).collect();
    let actual: Vec<f64> = (0..10).map(|i| 3.0 + 2.0 * f64::from(i)).collect();
    let fitted = Ridge::fit(&rows, &actual, 0.25).unwrap();
    let slope = fitted.predict(&[1.0, 4.0]) - fitted.predict(&[0.0, 4.0]);
    assert!((slope - 2.0 / 1.25).abs() < 1e-12, "{slope}");
    let twice: Vec<Vec<f64>> = (0..10).map(|i| vec![f64::from(i), 2.0 * f64::from(i)]).collect();
    assert!(Ridge::fit(&twice, &actual, -1.0).is_err());
    assert!(Ridge::fit(&twice, &actual, 1e-3).is_ok());
}

#[test]
fn harmonics_follow_a_wave_and_a_covariate() {
    let set = shops(130);
    let options = HarmonicOptions {
        log: true,
        season: 52.0,
        harmonics: 2,
        calendar: CalendarFeatures {
            holidays: HolidayCalendar::default(),
            ..CalendarFeatures::default()
        },
        covariates: vec!["promotion".to_owned()],
        penalty: 1e-6,
    };
    let forecasts = harmonic_regression(&set, 117, 13, &options).unwrap();
    for (series, forecast) in set.series().iter().zip(&forecasts) {
        for (h, point) in forecast.point.iter().enumerate() {
            let actual = series.at(117 + h).unwrap();
            assert!((point / actual - 1.0).abs() < 0.03, "{point} {actual}");
        }
    }
    let short =
        set.with_series(vec![Series { target: vec![Some(1.0)], ..set.series()[0].clone() }]);
    let error = harmonic_regression(&short.unwrap(), 117, 13, &options).unwrap_err();
    assert!(matches!(error, EvaluationError::TooShort { needed: 2, present: 1, .. }));
}

#[test]
fn an_ensemble_with_a_gap_does_not_look_ahead() {
    let set = shops(150);
    let ensemble = CovariateEnsemble {
        covariates: vec!["promotion".to_owned()],
        harmonics: 2,
        metadata: true,
        ..CovariateEnsemble::new(52)
    };
    let plan = WindowPlan { gap: 2, ..WindowPlan::new(1, 6) };
    let result = backtest(&set, &plan, ensemble.pipeline()).unwrap();
    assert!(result.look_ahead_checked);
    let wape = result.scores(&set, 52, &[Measure::Wape]).overall.summary[0].pooled;
    assert!(wape.value().unwrap() < 0.08, "{wape}");
}
