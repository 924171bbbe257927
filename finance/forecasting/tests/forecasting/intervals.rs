use crate::series::{AIR_PASSENGERS, CONSUMPTION};
use neuron_forecasting::ets::{Ets, EtsModel};
use neuron_forecasting::{Fitted, Forecaster, Method};
use neuron_random::distributions::StandardNormal;
use neuron_random::{Rng, Stream};

/// Two futures' deviation, by simulating the recursion written out here with fitted numbers, against
/// the closed forms; 40,000 paths have a standard error of 0.4 %.
#[test]
fn variances_of_linear_models_are_those_of_simulation() {
    for name in ["ANN", "AAN", "AAdN", "MNN", "MAN", "AAA", "MAA"] {
        let model =
            EtsModel::stable().into_iter().find(|m| m.to_string() == name).expect("is stable");
        let season = if name.ends_with('N') { 1 } else { 12 };
        let fitted = Ets::with(model).fit(&AIR_PASSENGERS[..60], season).expect("fits");
        let forecast = fitted.forecast(14, &[0.841_344_746_068_542_9]).expect("forecasts");
        for step in [0, 4, 13] {
            let own = forecast.quantiles[0][step] - forecast.mean[step];
            let simulated = simulated_deviation(&fitted, name.starts_with('M'), season, step);
            assert!(
                (own / simulated - 1.0).abs() < 0.03,
                "{name} {step}: {own} against {simulated}"
            );
        }
    }
}

fn simulated_deviation(fitted: &Fitted, relative: bool, season: usize, step: usize) -> f64 {
    let at = |name: &str| fitted.parameter(name).unwrap_or(0.0);
    let (alpha, beta, gamma) = (at("alpha"), at("beta"), at("gamma"));
    let phi = fitted.parameter("phi").unwrap_or(1.0);
    let (mut level, mut slope) = (at("initial_level"), at("initial_slope"));
    let mut seasonal: Vec<f64> = (1..=season).map(|i| at(&format!("initial_season_{i}"))).collect();
    let observed = AIR_PASSENGERS[..60].iter().enumerate();
    for (t, y) in observed {
        let error = y - (level + phi * slope + seasonal[t % season]);
        level += phi * slope + alpha * error;
        slope = phi * slope + beta * error;
        seasonal[t % season] += gamma * error;
    }
    let deviation = at("variance").sqrt();
    let mut rng = Stream::new(3, "test.ets").rng();
    let ends: Vec<f64> = (0..40_000)
        .map(|_| {
            let (mut level, mut slope, mut seasonal) = (level, slope, seasonal.clone());
            let mut value = 0.0;
            for t in 60..=60 + step {
                let forecast = level + phi * slope + seasonal[t % season];
                let draw: f64 = rng.sample(StandardNormal);
                let error = deviation * draw * if relative { forecast } else { 1.0 };
                value = forecast + error;
                level += phi * slope + alpha * error;
                slope = phi * slope + beta * error;
                seasonal[t % season] += gamma * error;
            }
            value
        })
        .collect();
    let mean = ends.iter().sum::<f64>() / ends.len() as f64;
    (ends.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / ends.len() as f64).sqrt()
}

#[test]
fn quantiles_do_not_cross_and_widen_for_every_model() {
    for method in Method::ALL {
        let fitted = method.fit(&AIR_PASSENGERS, 12).expect("fits");
        let forecast = fitted.forecast(24, &[0.9, 0.1, 0.5, 0.5]).expect("forecasts");
        assert_eq!(forecast.levels, [0.1, 0.5, 0.9], "{method}");
        for step in 0..24 {
            let column: Vec<f64> = forecast.quantiles.iter().map(|q| q[step]).collect();
            assert!(column.is_sorted(), "{method}: {column:?}");
        }
        let width = |step: usize| forecast.quantiles[2][step] - forecast.quantiles[0][step];
        // The same month a year later; flat models keep their width, simulated ones nearly.
        assert!(width(13) > 0.9 * width(1), "{method}");
    }
}

/// `scipy.stats.t.ppf(.9, 57)`, SciPy 1.17.1: 60 observations less level, alpha and variance.
#[test]
fn quantiles_are_those_of_student_for_an_estimated_variance() {
    let fitted = Ets::simple().fit(&CONSUMPTION, 1).expect("fits");
    assert_eq!(fitted.degrees_of_freedom, Some(57));
    let forecast = fitted.forecast(1, &[0.9]).expect("forecasts");
    let width = forecast.quantiles[0][0] - forecast.mean[0];
    let deviation = fitted.parameter("variance").expect("has one").sqrt();
    assert!((width / deviation - 1.2965810437990108).abs() < 1e-9);
}

/// The multiplicative season is simulated: the same bits each time, and a median near the mean.
#[test]
fn simulated_quantiles_come_again() {
    let model = Ets::holt_winters_multiplicative();
    let once = model.fit(&AIR_PASSENGERS, 12).expect("fits").forecast(6, &[0.1, 0.5]).expect("ok");
    let again = model.fit(&AIR_PASSENGERS, 12).expect("fits").forecast(6, &[0.1, 0.5]).expect("ok");
    assert_eq!(once, again);
    for (median, mean) in once.quantiles[1].iter().zip(&once.mean) {
        assert!((median / mean - 1.0).abs() < 0.01);
    }
}

/// What comes after the first observations plays no part in what is said of them.
#[test]
fn fitted_values_of_a_walk_look_only_back() {
    let mut changed = CONSUMPTION;
    changed[50..].fill(9.9e3);
    for method in [Method::Naive, Method::SeasonalNaive] {
        let before = method.fit(&CONSUMPTION, 4).expect("fits").fitted;
        let after = method.fit(&changed, 4).expect("fits").fitted;
        assert_eq!(before[..51], after[..51], "{method}");
    }
}
