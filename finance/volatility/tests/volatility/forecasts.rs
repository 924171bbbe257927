use super::synthetic_series::{egarch, gjr};
use neuron_volatility::{
    FitOptions, FittedModel, Innovation, InnovationLaw, Mean, Specification, Variance,
    VolatilityError, fit, fix,
};

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < tolerance, "{found:?}, expected {expected:?}");
    }
}

fn fitted(mean: Mean, variance: Variance, innovation: Innovation) -> FittedModel {
    let model = Specification { mean, variance, innovation };
    fit(&model, &gjr(2000, 1), &FitOptions::default()).unwrap()
}

#[test]
fn closed_forms_equal_arch() {
    // arch 8.0.0: `fit(…).forecast(horizon=5)`, its `mean`, `variance` and `residual_variance`.
    let gjr_t = fitted(Mean::Constant, Variance::Garch { p: 1, o: 1, q: 1 }, Innovation::StudentT);
    let forecast = gjr_t.forecast(5).unwrap();
    let variance = [0.43339173, 0.43813577, 0.44270197, 0.44709698, 0.45132723];
    near(&forecast.variance, &variance, 1e-5);
    near(&forecast.mean, &[0.04274577; 5], 1e-5);
    let mean = Mean::Autoregressive { lags: 2 };
    let arch = fitted(mean, Variance::Garch { p: 3, o: 0, q: 0 }, Innovation::Normal);
    let forecast = arch.forecast(5).unwrap();
    let variance = [0.50891443, 0.49245658, 0.51244601, 0.55055211, 0.55166577];
    near(&forecast.mean, &[0.04057932, 0.0444953, 0.04541586, 0.04537567, 0.04537048], 1e-5);
    near(&forecast.variance, &variance, 1e-5);
    let residual = [0.50891443, 0.49231616, 0.51229134, 0.55039252, 0.55149493];
    near(&forecast.residual_variance, &residual, 1e-5);
    let mean = Mean::Heterogeneous { lags: vec![1, 5, 22] };
    let har = fitted(mean, Variance::Garch { p: 2, o: 1, q: 2 }, Innovation::StudentT);
    let forecast = har.forecast(5).unwrap();
    near(&forecast.mean, &[0.0453435, 0.04681263, 0.04616494, 0.04445364, 0.04980275], 1e-5);
    let variance = [0.42743186, 0.4246348, 0.43006389, 0.43509764, 0.43992687];
    near(&forecast.variance, &variance, 1e-5);
    let ewma = fitted(Mean::Constant, Variance::Ewma { decay: 0.94 }, Innovation::StudentT);
    near(&ewma.forecast(3).unwrap().variance, &[0.36268815; 3], 1e-5);
}

#[test]
fn egarch_forecasts_a_day_and_simulates_more() {
    let model = fit(&Specification::egarch(), &egarch(2000, 2), &FitOptions::default()).unwrap();
    near(&model.forecast(1).unwrap().variance, &[1.40362296], 1e-5);
    assert!(matches!(model.forecast(2), Err(VolatilityError::NoClosedForm { horizon: 2, .. })));
    let simulated = model.simulate_forecast(3, 2000, 9, None).unwrap();
    assert!((simulated.residual_variance[0] - 1.40362296).abs() < 1e-5);
    assert!(simulated.standard_error[0] < 1e-12);
    assert!(simulated.standard_error[2] > 0.0);
}

#[test]
fn simulation_agrees_with_the_closed_form_also_for_skewed_laws() {
    let model = Specification { innovation: Innovation::SkewT, ..Specification::gjr_t() };
    let parameters = [0.02, 0.05, 0.03, 0.12, 0.85, 8.0, -0.4];
    let model = fix(&model, &gjr(500, 3), &parameters).unwrap();
    let closed = model.forecast(20).unwrap();
    let simulated = model.simulate_forecast(20, 40_000, 4, None).unwrap();
    for day in [1, 5, 19] {
        let error = simulated.standard_error[day];
        let distance = (simulated.residual_variance[day] - closed.residual_variance[day]).abs();
        assert!(distance < 4.0 * error, "day {day}: {distance} of {error}");
    }
    // The half that holds for symmetric laws would be far off.
    let symmetric = 0.03 + 0.06 + 0.85;
    assert!(model.persistence.unwrap() > symmetric + 0.005, "{:?}", model.persistence);
}

#[test]
fn paths_depend_on_the_seed_alone_and_their_tail_on_the_law() {
    let model = fitted(Mean::Constant, Variance::Garch { p: 1, o: 1, q: 1 }, Innovation::Normal);
    let one = model.simulate_forecast(10, 3000, 1, None).unwrap();
    let threads = rayon_pool(3, || model.simulate_forecast(10, 3000, 1, None).unwrap());
    assert_eq!(one, threads);
    assert_ne!(one, model.simulate_forecast(10, 3000, 2, None).unwrap());
    let empirical = InnovationLaw::empirical(&model.standardised_residuals).unwrap();
    let filtered = model.simulate_forecast(10, 3000, 1, Some(&empirical)).unwrap();
    let (normal, filtered) =
        (one.tail_risk(1, 0.99).unwrap(), filtered.tail_risk(1, 0.99).unwrap());
    // The series has fatter tails than the normal law.
    assert!(filtered.expected_shortfall > normal.expected_shortfall);
    let exact = -(model.forecast(1).unwrap().mean[0]
        + model.forecast(1).unwrap().variance[0].sqrt() * InnovationLaw::Normal.quantile(0.01));
    assert!((normal.value_at_risk / exact - 1.0).abs() < 0.08, "{normal:?}, exact {exact}");
    assert!(one.tail_risk(11, 0.99).is_err());
}

fn rayon_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn news_impact_has_the_shape_of_the_model() {
    let model = Specification { innovation: Innovation::Normal, ..Specification::gjr_t() };
    let model = fix(&model, &gjr(500, 3), &[0.0, 0.05, 0.04, 0.1, 0.86]).unwrap();
    let level = 0.05 / (1.0 - 0.04 - 0.05 - 0.86);
    let at = |shock: f64, weight: f64| 0.05 + 0.86 * level + weight * shock * shock;
    let expected = [at(2.0, 0.14), at(0.0, 0.0), at(2.0, 0.04)];
    near(&model.news_impact(&[-2.0, 0.0, 2.0]), &expected, 1e-12);
    let egarch = fix(&Specification::egarch(), &gjr(500, 3), &[0.0, 0.02, 0.2, -0.1, 0.9]).unwrap();
    let level = (0.02_f64 / 0.1).exp();
    let z = -1.0 / level.sqrt();
    let size = z.abs() - (2.0 / std::f64::consts::PI).sqrt();
    let expected = (0.02 + 0.2 * size - 0.1 * z + 0.9 * 0.2_f64).exp();
    near(&egarch.news_impact(&[-1.0]), &[expected], 1e-12);
}
