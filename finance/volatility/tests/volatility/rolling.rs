use super::synthetic_series::gjr;
use neuron_volatility::{
    InnovationLaw, RiskBacktest, RiskMethod, RollingOptions, Specification, fit, fix, kupiec,
    rolling_risk,
};

const OPTIONS: RollingOptions = RollingOptions { level: 0.99, window: 500, refit_every: 50 };

fn methods() -> Vec<RiskMethod> {
    vec![
        RiskMethod::Historical,
        RiskMethod::Normal,
        RiskMethod::Ewma { decay: 0.94 },
        RiskMethod::Parametric(Specification::garch()),
        RiskMethod::Parametric(Specification::gjr_t()),
        RiskMethod::FilteredHistorical(Specification::gjr_t()),
        RiskMethod::FilteredHistorical(Specification::egarch()),
    ]
}

/// The forecasts of a day alone, as bits.
fn forecasts(test: &RiskBacktest, before: usize) -> Vec<[u64; 4]> {
    let days = test.days.iter().filter(|day| day.index < before);
    days.map(|day| {
        [day.mean, day.volatility, day.value_at_risk, day.expected_shortfall].map(f64::to_bits)
    })
    .collect()
}

#[test]
fn forecasts_do_not_look_ahead() {
    let returns = gjr(900, 6);
    for method in methods() {
        let whole = rolling_risk(&returns, &method, OPTIONS).unwrap();
        for today in [500, 549, 550, 613, 850] {
            // Everything from today on is another series. The forecast of today knows nothing of it.
            let mut scrambled = returns.clone();
            for (value, other) in scrambled[today..].iter_mut().zip(gjr(900, 77)) {
                *value = 5.0 * other - 1.0;
            }
            let other = rolling_risk(&scrambled, &method, OPTIONS).unwrap();
            assert_eq!(forecasts(&whole, today + 1), forecasts(&other, today + 1), "{method}");
            // And the test can see a change, so it is one.
            assert_ne!(forecasts(&whole, 900), forecasts(&other, 900), "{method}");
        }
    }
}

#[test]
fn results_do_not_depend_on_threads() {
    let returns = gjr(800, 6);
    for method in methods() {
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| rolling_risk(&returns, &method, OPTIONS).unwrap())
        };
        assert_eq!(run(1), run(4), "{method}");
    }
}

#[test]
fn a_day_is_the_forecast_of_a_model_frozen_before_its_block() {
    let returns = gjr(800, 6);
    let model = Specification::gjr_t();
    let method = RiskMethod::FilteredHistorical(model.clone());
    let test = rolling_risk(&returns, &method, OPTIONS).unwrap();
    assert_eq!((test.days.len(), test.fits, test.fits_not_converged), (300, 6, 0));
    // Day 613 lies in the block from 600, so its parameters are of returns 100 to 600.
    let frozen = fit(&model, &returns[100..600], &Default::default()).unwrap();
    let today = fix(&model, &returns[113..613], &frozen.parameters()).unwrap();
    let forecast = today.forecast(1).unwrap();
    let law = InnovationLaw::empirical(&today.standardised_residuals).unwrap();
    let volatility = forecast.variance[0].sqrt();
    let day = &test.days[113];
    assert_eq!(day.index, 613);
    let expected = -(forecast.mean[0] + volatility * law.quantile(1.0 - 0.99));
    assert!((day.value_at_risk - expected).abs() < 1e-12, "{day:?}");
    let expected = -(forecast.mean[0] + volatility * law.tail_mean(1.0 - 0.99));
    assert!((day.expected_shortfall - expected).abs() < 1e-12, "{day:?}");
    assert_eq!(day.realised, returns[613]);
    let hits = test.hits().iter().filter(|hit| **hit).count();
    assert_eq!(hits, test.violations);
}

#[test]
fn historical_risk_equals_a_sort() {
    let returns = gjr(700, 2);
    let options = RollingOptions { level: 0.95, ..OPTIONS };
    let test = rolling_risk(&returns, &RiskMethod::Historical, options).unwrap();
    for day in &test.days {
        let mut past = returns[day.index - 500..day.index].to_vec();
        past.sort_by(f64::total_cmp);
        // Position 0.05 × 499 = 24.95 of the order statistics.
        let quantile = past[24] + 0.95 * (past[25] - past[24]);
        assert!((day.value_at_risk + quantile).abs() < 1e-9);
        let shortfall = past[..25].iter().sum::<f64>() / 25.0;
        assert!((day.expected_shortfall + shortfall).abs() < 1e-9);
    }
}

#[test]
fn a_model_with_fat_tails_covers_a_series_with_fat_tails() {
    let returns = gjr(4000, 9);
    let options = RollingOptions { level: 0.99, window: 1000, refit_every: 250 };
    let method = RiskMethod::FilteredHistorical(Specification::gjr_t());
    let filtered = rolling_risk(&returns, &method, options).unwrap();
    let test = kupiec(filtered.violations, filtered.days.len(), 0.99).unwrap();
    assert!(test.p_value > 0.05, "{test:?}");
    let thin = rolling_risk(&returns, &RiskMethod::Normal, options).unwrap();
    assert!(thin.violations > filtered.violations);
}
