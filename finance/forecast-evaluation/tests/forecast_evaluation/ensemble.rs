use crate::synthetic::shops;
use neuron_forecast_evaluation::backtest::{Window, calibrated};
use neuron_forecast_evaluation::regression::{
    CovariateEnsemble, Edit, GlobalRegression, Learner, RegressionOptions, read_changes,
    with_changes,
};
use neuron_forecast_evaluation::series::{LongTable, SeriesSet};
use neuron_forecast_evaluation::{Forecast, Note};

fn ensemble() -> CovariateEnsemble {
    CovariateEnsemble {
        covariates: vec!["promotion".to_owned(), "visitors".to_owned()],
        past_lags: vec![1, 3],
        metadata: true,
        harmonics: 2,
        ..CovariateEnsemble::new(52)
    }
}

fn window(origin: usize) -> Window {
    Window { first: 0, origin, from: origin + 1, until: origin + 13 }
}

/// The panel with one shop that opens at the origin.
fn with_a_new_shop(origin: usize) -> SeriesSet {
    let set = shops(150);
    let mut series = set.series().to_vec();
    series[3].target.clear();
    series[3].covariates = series[3].covariates.iter().map(|row| row[origin..].to_vec()).collect();
    series[3].offset = origin;
    set.with_series(series).unwrap()
}

#[track_caller]
fn adds_up(set: &SeriesSet, ensemble: &CovariateEnsemble, window: Window) -> Vec<Forecast> {
    let forecasts = ensemble.pipeline()(set, window).unwrap();
    let reasons = ensemble.explain(set, window).unwrap();
    assert_eq!(reasons.len(), forecasts.len() * window.horizon());
    for (at, why) in reasons.iter().enumerate() {
        let (item, step) = (at / window.horizon(), at % window.horizon());
        assert_eq!(why.item, set.series()[item].item);
        assert_eq!(why.time, set.time_text(window.from + step));
        let point = forecasts[item].point[step];
        let sum = why.base + why.contributions.iter().map(|part| part.value).sum::<f64>();
        assert!((sum - point).abs() < 1e-9 * point, "{item} {step}: {sum} {point}");
        assert!((why.point - point).abs() < 1e-9 * point, "{item} {step}");
    }
    forecasts
}

#[test]
fn reasons_of_an_ensemble_sum_to_its_forecast() {
    for log in [true, false] {
        let ensemble = CovariateEnsemble { log, ..ensemble() };
        let _ = adds_up(&shops(150), &ensemble, window(137));
    }
    let reasons = ensemble().explain(&shops(150), window(137)).unwrap();
    for why in reasons {
        let of =
            |group: &str| why.contributions.iter().find(|part| part.group == group).unwrap().value;
        // Every other covariate is noise: visitors were made to say nothing.
        assert!(of("visitors").abs() < 0.03 * why.point, "{why:?}");
        assert!(["history", "kind", "trend", "season"].iter().all(|group| of(group).is_finite()));
    }
}

#[test]
fn a_new_shop_is_forecast_without_waves_of_its_own() {
    let set = with_a_new_shop(137);
    let forecasts = adds_up(&set, &ensemble(), window(137));
    assert!(forecasts[3].notes.iter().any(Note::is_cold_start));
    assert!(!forecasts[2].notes.iter().any(Note::is_cold_start));
    // It is a small one: around 20, where large ones sell 100.
    let mean = forecasts[3].point.iter().sum::<f64>() / 12.0;
    assert!((10.0..40.0).contains(&mean), "{mean}");
    // Its quantiles are as wide as is usual for its size.
    let levels = vec![0.1, 0.9];
    let made = calibrated(ensemble().pipeline(), 3, 1, levels)(&set, window(137)).unwrap();
    let width = |at: usize| {
        let forecast: &Forecast = &made[at];
        let size = forecast.point.iter().sum::<f64>();
        let [low, high] = [0, 1].map(|q: usize| forecast.quantiles[q].values.iter().sum::<f64>());
        (high - low) / size
    };
    assert!(width(3) > 0.3 * width(5) && width(3) < 3.0 * width(5), "{} {}", width(3), width(5));
}

/// What visitors did before the origin moves forecasts by what was learnt from their lags.
#[test]
fn lags_of_past_covariates_are_learnt() {
    let set = shops(150);
    let mut series = set.series().to_vec();
    for one in &mut series {
        // Visits of this week are half of the sales, three weeks on.
        let visits: Vec<f64> = (0..150_i32).map(|t| f64::from(t * t * 31 % 17) / 17.0).collect();
        for t in 3..150 {
            one.target[t] = one.target[t].map(|y| y * (0.5 * visits[t - 3]).exp());
        }
        one.covariates[1] = visits.into_iter().map(Some).collect();
    }
    let set = set.with_series(series).unwrap();
    let error = |past_lags: Vec<usize>| {
        let options = RegressionOptions {
            covariates: vec!["promotion".to_owned(), "visitors".to_owned()],
            past_lags,
            averages: vec![13],
            learner: Learner::Ridge { penalty: 1e-4 },
            ..RegressionOptions::new(52)
        };
        let mut sum = 0.0;
        for origin in 130..149 {
            let known = set.before(origin, origin + 1);
            let model = GlobalRegression::fit(&known, origin, 1, options.clone()).unwrap();
            for (forecast, actual) in
                model.forecast(&known, origin).unwrap().iter().zip(set.series())
            {
                let actual = actual.at(origin).unwrap();
                sum += (forecast.point[0] / actual - 1.0).abs();
            }
        }
        sum / (19.0 * 6.0)
    };
    let (without, with) = (error(vec![1]), error(vec![1, 3]));
    assert!(with < 0.3 * without && with < 0.03, "{with} {without}");
    let options = RegressionOptions { past_lags: vec![0], ..RegressionOptions::new(52) };
    let said = GlobalRegression::fit(&set, 137, 1, options).unwrap_err().to_string();
    assert_eq!(
        said,
        "a lag of covariates known in the past only is 0, expected 1 (the last value known) or more"
    );
}

#[test]
fn changed_futures_are_read_and_made() {
    let set = shops(150);
    let table = LongTable::new("shop", "week", "sold");
    let (from, third) = (set.time_text(137), set.time_text(139));
    let text = format!("week,promotion,shop,visitors\n{from},1,shop 2,9\n{third},0.5,,\n");
    let changes = read_changes(&set, &table, 137, 13, text.as_bytes()).unwrap();
    let steps: Vec<_> = changes.iter().map(|c| (c.item.clone(), c.from_step, c.edit)).collect();
    assert_eq!(steps, [(Some("shop 2".to_owned()), 1, Edit::Set(1.0)), (None, 3, Edit::Set(0.5))]);
    let changed = with_changes(&set, 137, 13, &changes).unwrap();
    for (item, series) in changed.series().iter().enumerate() {
        assert_eq!(series.covariate_at(0, 139), Some(0.5));
        assert_eq!(series.covariate_at(0, 140), set.series()[item].covariate_at(0, 140));
    }
    assert_eq!(changed.series()[2].covariate_at(0, 137), Some(1.0));
    assert_eq!(changed.series()[2].covariate_at(1, 137), set.series()[2].covariate_at(1, 137));
    for (text, part) in [
        ("week,shop,visitors\n", "column `promotion` is not in the table; it has `week`"),
        ("shop,promotion\n", "column `week`"),
        (
            "week,shop,promotion\n2020-01-03,shop 2,1\n",
            "row 2, column `week`: `2020-01-03` is no time",
        ),
        ("week,shop,promotion\nnever,shop 2,1\n", "row 2, column `week`: `never`"),
        ("week,shop,promotion\n", "changed values in the table: found 0"),
    ] {
        let said = read_changes(&set, &table, 137, 13, text.as_bytes()).unwrap_err().to_string();
        assert!(said.contains(part), "{text}: {said}");
    }
}
