use super::synthetic_series::gjr;
use neuron_volatility::{
    Innovation, RiskMethod, RollingOptions, Specification, acerbi_szekely,
    acerbi_szekely_statistics, rolling_risk, simulate,
};

#[test]
fn statistics_equal_their_definition() {
    let returns = [-3.0, 0.5, -2.5, 1.0];
    let (var, es) = ([2.0, 2.0, 2.2, 2.0], [2.5, 2.4, 2.6, 2.4]);
    let (z1, z2) = acerbi_szekely_statistics(&returns, &var, &es, 0.9).unwrap();
    let sum = -3.0 / 2.5 - 2.5 / 2.6;
    assert!((z1.unwrap() - (sum / 2.0 + 1.0)).abs() < 1e-12);
    assert!((z2 - (sum / (4.0 * 0.1) + 1.0)).abs() < 1e-12);
    let (z1, z2) = acerbi_szekely_statistics(&[1.0], &[1.0], &[2.0], 0.9).unwrap();
    assert_eq!((z1, z2), (None, 1.0));
}

#[test]
fn a_right_model_is_kept_and_a_thin_tail_rejected() {
    // Synthetic: GARCH with t innovations of 4 degrees of freedom.
    let truth = Specification { innovation: Innovation::StudentT, ..Specification::garch() };
    let drawn = simulate(&truth, &[0.0, 0.05, 0.1, 0.85, 4.0], 3000, 5).unwrap();
    let options = RollingOptions { level: 0.975, window: 1000, refit_every: 250 };
    let right = rolling_risk(&drawn.returns, &RiskMethod::Parametric(truth), options).unwrap();
    let test = acerbi_szekely(&right, 400, 1).unwrap();
    assert!(test.z1_p_value.unwrap() > 0.05 && test.z2_p_value > 0.05, "{test:?}");
    let thin = RiskMethod::Parametric(Specification::garch());
    let thin = rolling_risk(&drawn.returns, &thin, options).unwrap();
    let test = acerbi_szekely(&thin, 400, 1).unwrap();
    assert!(test.z1.unwrap() < 0.0 && test.z1_p_value.unwrap() < 0.01, "{test:?}");
    assert_eq!(test, acerbi_szekely(&thin, 400, 1).unwrap());
}

#[test]
fn simulated_statistics_centre_on_zero() {
    // Under forecasts of a sample, too, draws have to follow the forecasts: the p-value of Z2 = 0,
    // what is expected, is about one half.
    let returns = gjr(900, 4);
    let options = RollingOptions { level: 0.95, window: 400, refit_every: 100 };
    for method in [RiskMethod::Historical, RiskMethod::Normal] {
        let mut forecasts = rolling_risk(&returns, &method, options).unwrap();
        // One day whose loss makes Z2 zero exactly.
        let shortfall = forecasts.days[0].expected_shortfall;
        let needed = 0.05 * forecasts.days.len() as f64;
        for day in &mut forecasts.days {
            day.realised = 0.0;
        }
        forecasts.days[0].realised = -shortfall * needed;
        let test = acerbi_szekely(&forecasts, 2000, 3).unwrap();
        assert!(test.z2.abs() < 1e-9, "{test:?}");
        assert!((test.z2_p_value - 0.5).abs() < 0.1, "{method}: {test:?}");
    }
}
