use crate::series::{AIR_PASSENGERS, CONSUMPTION};
use neuron_forecasting::Forecaster;
use neuron_forecasting::ces::{Ces, CesSeason};

/// `AutoCES(season_length=m, model=…).fit(y).model_["loglik"]`, statsforecast 2.1.1, which casts the
/// first states back as well: ours may be better by its simplex's slack, and by no more than casting
/// back another way makes.
#[test]
fn the_likelihood_is_that_of_statsforecast() {
    let cases: [(&[f64], usize, CesSeason, f64); 4] = [
        (&CONSUMPTION, 1, CesSeason::None, -301.6169190775146),
        (&AIR_PASSENGERS, 12, CesSeason::None, -873.6331333130427),
        (&AIR_PASSENGERS, 12, CesSeason::Partial, -741.1781431026836),
        (&AIR_PASSENGERS, 12, CesSeason::Full, -711.4629527763502),
    ];
    for (series, season, kind, peer) in cases {
        let fitted = Ces::with(kind).fit(series, season).expect("fits");
        let own = fitted.log_likelihood.expect("has one");
        assert!((own - peer).abs() < 2.0, "{kind:?}: {own} against {peer}");
    }
}

#[test]
fn passengers_get_a_season() {
    let fitted = Ces::automatic().fit(&AIR_PASSENGERS, 12).expect("fits");
    assert_ne!(fitted.model, "ces(none)");
    let forecast = fitted.forecast(12, &[]).expect("forecasts").mean;
    let peak = (0..12).max_by(|&a, &b| forecast[a].total_cmp(&forecast[b]));
    assert!(matches!(peak, Some(6 | 7)), "the year's peak is July or August: {forecast:?}");
}
