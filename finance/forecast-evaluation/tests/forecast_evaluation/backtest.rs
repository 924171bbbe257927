use crate::synthetic::shops;
use neuron_forecast_evaluation::backtest::{
    Candidate, ModelError, Training, WeightRule, Window, WindowPlan, backtest, calibrated,
    learn_weights, learnt_combination, local, scramble_future, truncated,
};
use neuron_forecast_evaluation::measure::Measure;
use neuron_forecast_evaluation::series::SeriesSet;
use neuron_forecast_evaluation::{EvaluationError, Forecast};
use std::sync::Mutex;

fn last_value(history: &[f64], steps: usize) -> Result<Forecast, ModelError> {
    let last = history.last().ok_or("no history")?;
    Ok(Forecast::point(vec![*last; steps]))
}

fn seasonal(season: usize) -> impl Fn(&[f64], usize) -> Result<Forecast, ModelError> {
    move |history, steps| {
        let first = history.len().checked_sub(season).ok_or("less than a season")?;
        Ok(Forecast::point((0..steps).map(|h| history[first + h % season]).collect()))
    }
}

#[test]
fn windows_with_gap_step_and_rolling_history() {
    let plan =
        WindowPlan { step: 4, gap: 2, training: Training::Rolling(30), ..WindowPlan::new(3, 6) };
    let windows = plan.windows(100).unwrap();
    assert_eq!(windows[2], Window { first: 62, origin: 92, from: 94, until: 100 });
    assert_eq!(windows[0], Window { first: 54, origin: 84, from: 86, until: 92 });
    let short = plan.windows(45).unwrap_err().to_string();
    assert_eq!(
        short,
        "item `(the whole panel)`: the back-test with its history, gap, horizon and windows needs \
         46 value(s), there are 45"
    );
    assert!(WindowPlan { horizon: 0, ..plan }.windows(100).is_err());
}

#[test]
fn a_model_sees_its_window_and_no_more() {
    let set = shops(80);
    let seen = Mutex::new(Vec::new());
    let plan = WindowPlan {
        gap: 3,
        training: Training::Rolling(20),
        check_look_ahead: false,
        ..WindowPlan::new(1, 5)
    };
    let model = |history: &[f64], steps: usize| {
        seen.lock().unwrap().push((history.len(), steps));
        Ok(Forecast::point((1..=steps).map(|h| h as f64).collect()))
    };
    let result = backtest(&set, &plan, local(model)).unwrap();
    assert!(seen.lock().unwrap().iter().all(|&pair| pair == (20, 8)));
    // The steps of the gap are forecast and dropped.
    assert_eq!(result.windows[0].forecasts[0].point, [4.0, 5.0, 6.0, 7.0, 8.0]);
    assert_eq!(result.windows[0].from, set.time_text(75));
}

#[test]
fn planted_leaks_are_caught() {
    let set = shops(80);
    let plan = WindowPlan::new(2, 5);
    assert!(backtest(&set, &plan, local(last_value)).unwrap().look_ahead_checked);
    // A scaler fitted to the whole series.
    let scaler = |set: &SeriesSet, window: Window| {
        let one = |series: &neuron_forecast_evaluation::series::Series| {
            let most = series.filled().into_iter().fold(0.0, f64::max);
            let last = series.at(window.origin - 1).unwrap_or(0.0);
            Forecast::point(vec![(last + most) / 2.0; window.horizon()])
        };
        Ok(set.series().iter().map(one).collect())
    };
    // Tomorrow's value of a covariate that is known in the past only.
    let covariate = |set: &SeriesSet, window: Window| {
        let one = |series: &neuron_forecast_evaluation::series::Series| {
            Forecast::point(vec![series.covariate_at(1, window.origin).unwrap_or(0.0); 5])
        };
        Ok(set.series().iter().map(one).collect())
    };
    for result in [backtest(&set, &plan, scaler), backtest(&set, &plan, covariate)] {
        let error = result.unwrap_err();
        let EvaluationError::LooksAhead { item, step, origin, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!((item.as_str(), *step), ("shop 0", 1));
        assert_eq!(*origin, set.time_text(70));
        assert!(error.to_string().starts_with("the pipeline looks ahead: item `shop 0`, step 1"));
    }
    // A covariate known ahead may be used.
    let known = |set: &SeriesSet, window: Window| {
        let one = |series: &neuron_forecast_evaluation::series::Series| {
            Forecast::point(vec![series.covariate_at(0, window.origin).unwrap_or(0.0); 5])
        };
        Ok(set.series().iter().map(one).collect())
    };
    assert!(backtest(&set, &plan, known).is_ok());
}

#[test]
fn scrambling_leaves_the_past_alone() {
    let set = shops(60);
    let scrambled = scramble_future(&set, 40, 7);
    for (old, new) in set.series().iter().zip(scrambled.series()) {
        assert_eq!(old.target[..40], new.target[..40]);
        assert!((40..60).all(|t| old.target[t] != new.target[t]));
        assert_eq!(old.covariates[0], new.covariates[0]);
        assert!((40..60).all(|t| old.covariates[1][t] != new.covariates[1][t]));
    }
    assert_eq!(scrambled, scramble_future(&set, 40, 7));
}

#[test]
fn faults_of_a_model_are_named() {
    let set = shops(80);
    let plan = WindowPlan::new(1, 5);
    let nan = local(|_: &[f64], steps| Ok(Forecast::point(vec![f64::NAN; steps])));
    let error = backtest(&set, &plan, nan).unwrap_err().to_string();
    assert_eq!(error, "the point of item `shop 0` at step 1 is NaN, expected a finite number");
    let short = truncated(|_: &SeriesSet, _| Ok(vec![Forecast::point(vec![1.0; 5])]));
    let error = backtest(&set, &plan, short).unwrap_err().to_string();
    assert_eq!(error, "forecasts of the model: found 1, expected 6");
    let failing = local(|_: &[f64], _| Err("no convergence".into()));
    let error = backtest(&set, &plan, failing).unwrap_err().to_string();
    assert_eq!(
        error,
        format!("the model failed at the origin {}: no convergence", set.time_text(75))
    );
}

#[test]
fn scores_are_per_window_and_overall() {
    let set = shops(130);
    let plan = WindowPlan::new(2, 13);
    let result = backtest(&set, &plan, local(seasonal(52))).unwrap();
    let scores = result.scores(&set, 52, &[Measure::Wape, Measure::Mae]);
    assert_eq!((scores.windows.len(), scores.overall.items.len()), (2, 12));
    let maes: Vec<f64> =
        scores.windows.iter().map(|w| w.summary[1].pooled.value().unwrap()).collect();
    let overall = scores.overall.summary[1].pooled.value().unwrap();
    assert!((overall - (maes[0] + maes[1]) / 2.0).abs() < 1e-12);
    let json = serde_json::to_string(&scores).unwrap();
    assert!(json.contains("\"WAPE\"") && !json.contains("null"));
}

#[test]
fn weights_are_learnt_before_the_window() {
    let set = shops(150);
    let candidates = || {
        vec![
            Candidate::new("naive", local(last_value)),
            Candidate::new("seasonal", local(seasonal(52))),
        ]
    };
    let plan = WindowPlan::new(2, 13);
    let window = plan.windows(set.end()).unwrap()[1];
    for rule in [WeightRule::InverseError(2.0), WeightRule::LeastSquares, WeightRule::Best] {
        let learnt = learn_weights(&candidates(), 3, rule, &set, window).unwrap();
        assert_eq!(learnt.origins, [124, 111, 98]);
        assert!(learnt.wape[1] < learnt.wape[0]);
        assert!(learnt.weights[1] > 0.5, "{rule:?} {:?}", learnt.weights);
        assert!((learnt.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // The whole of it, weights included, is shown not to look ahead.
        let combined = learnt_combination(candidates(), 3, rule);
        assert!(backtest(&set, &plan, combined).unwrap().look_ahead_checked);
    }
}

#[test]
fn calibrated_quantiles_cover_and_do_not_look_ahead() {
    // 40 items of independent normal values: 520 steps, so that ± .06 is more than three
    // standard errors.
    let set = crate::synthetic::noise(40, 90);
    let mean = local(|history: &[f64], steps| {
        let mean = history.iter().sum::<f64>() / history.len() as f64;
        Ok(Forecast::point(vec![mean; steps]))
    });
    let pipeline = calibrated(mean, 3, 13, vec![0.1, 0.9]);
    let result = backtest(&set, &WindowPlan::new(1, 13), pipeline).unwrap();
    assert_eq!(result.windows[0].forecasts[0].quantiles.len(), 2);
    let coverage = result.scores(&set, 1, &[Measure::Coverage(0.8)]).overall.summary[0].pooled;
    assert!((0.74..=0.86).contains(&coverage.value().unwrap()), "{coverage}");
}
