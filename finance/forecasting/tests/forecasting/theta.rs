use crate::assert_close;
use crate::series::{AIR_PASSENGERS, CONSUMPTION, UNEMPLOYMENT};
use neuron_forecasting::Forecaster;
use neuron_forecasting::theta::{Theta, ThetaKind};

use ThetaKind::{DynamicOptimised, DynamicStandard, Optimised, Standard};

/// `forecast_theta(auto_theta(y, m, model=…, initial_smoothed=.9*y[0], alpha=.35, theta=2 or 3), 6)`
/// of statsforecast 2.1.1: with all parameters given the recursion has to be the same, with a
/// season taken out by multiplication, and without one.
#[test]
fn given_parameters_give_the_forecasts_of_statsforecast() {
    let air: [(ThetaKind, [f64; 6]); 4] = [
        (
            Standard,
            [
                445.6698257511445,
                433.812477808145,
                495.89544885066937,
                481.6997142771811,
                485.6990904124027,
                552.2021635010069,
            ],
        ),
        (
            Optimised,
            [
                446.8167763742721,
                435.3156035832113,
                498.053341001482,
                484.2206121735753,
                488.6669337553809,
                556.0581346675295,
            ],
        ),
        (
            DynamicStandard,
            [
                445.6698257511445,
                433.81880796717263,
                495.9115839396555,
                481.7253946630671,
                485.7362087086038,
                552.2581586592073,
            ],
        ),
        (
            DynamicOptimised,
            [
                446.8167763742721,
                435.32464487575305,
                498.0766750538098,
                484.258212785913,
                488.72196579735544,
                556.1422221844483,
            ],
        ),
    ];
    let consumption: [(ThetaKind, [f64; 6]); 4] = [
        (
            Standard,
            [
                3178.3658409859213,
                3191.339564242381,
                3204.313287498842,
                3217.2870107553017,
                3230.260734011762,
                3243.2344572682223,
            ],
        ),
        (
            Optimised,
            [
                3190.7217678983466,
                3208.020065573627,
                3225.318363248907,
                3242.6166609241877,
                3259.914958599468,
                3277.213256274748,
            ],
        ),
        (
            DynamicStandard,
            [
                3178.3658409859213,
                3191.395578571174,
                3204.411239515159,
                3217.4050488110543,
                3230.3701646409045,
                3243.300572865101,
            ],
        ),
        (
            DynamicOptimised,
            [
                3190.7217678983466,
                3208.132088889846,
                3225.5459703660267,
                3242.955068289137,
                3260.351997716272,
                3277.730224494332,
            ],
        ),
    ];
    for (series, season, expected) in
        [(&AIR_PASSENGERS[..], 12, air), (&CONSUMPTION[..], 1, consumption)]
    {
        for (kind, values) in expected {
            let model = Theta {
                kind: Some(kind),
                alpha: Some(0.35),
                theta: Some(if matches!(kind, Optimised | DynamicOptimised) { 3.0 } else { 2.0 }),
                initial_level: Some(0.9 * series[0]),
            };
            let forecast =
                model.fit(series, season).expect("fits").forecast(6, &[]).expect("forecasts");
            assert_close(&forecast.mean, &values, 1e-8);
        }
    }
}

/// Sums of squared residuals from the fourth on, of `auto_theta(y, 1, model=…)["residuals"][3:]`,
/// statsforecast 2.1.1. Both minimise by a simplex, which for the optimised models ends anywhere
/// along a flat valley.
#[test]
fn estimates_leave_no_more_squares_than_those_of_statsforecast() {
    for (kind, peer) in [
        (Standard, 27_699.585_758_882_644),
        (Optimised, 19_510.553_562_790_476),
        (DynamicStandard, 31_683.676_092_939_302),
        (DynamicOptimised, 20_088.057_763_804_896),
    ] {
        let fitted = Theta::of(kind).fit(&CONSUMPTION, 1).expect("fits");
        let squares: f64 = fitted.residuals[3..].iter().map(|e| e * e).sum();
        assert!(squares <= peer * (1.0 + 1e-3), "{kind:?}: {squares} against {peer}");
        assert!(squares > 0.9 * peer, "{kind:?}: {squares} is too good");
    }
}

/// Where the estimates agree so do the forecasts: the standard model, `auto_theta(y, m, model="STM")`.
#[test]
fn the_standard_model_forecasts_as_that_of_statsforecast() {
    let cases: [(&[f64], usize, [f64; 6], f64); 2] = [
        (
            &CONSUMPTION,
            1,
            [
                3180.596641989945,
                3193.5703652464053,
                3206.544088502866,
                3219.5178117593264,
                3232.4915350157867,
                3245.465258272247,
            ],
            1e-6,
        ),
        // Its simplex stops within 1e-3 of the minimum here.
        (
            &AIR_PASSENGERS,
            12,
            [
                440.96919544655185,
                429.24924183047403,
                490.6931872374859,
                476.6599204619051,
                480.63103790430773,
                546.455543787354,
            ],
            0.2,
        ),
    ];
    for (series, season, expected, tolerance) in cases {
        let fitted = Theta::standard().fit(series, season).expect("fits");
        assert_close(&fitted.forecast(6, &[]).expect("forecasts").mean, &expected, tolerance);
    }
}

#[test]
fn the_automatic_choice_is_the_least_mean_square() {
    let chosen = Theta::automatic().fit(&UNEMPLOYMENT, 4).expect("fits");
    let least = chosen.parameter("mean_squared_residual").expect("has one");
    for kind in [Standard, Optimised, DynamicStandard, DynamicOptimised] {
        let other = Theta::of(kind).fit(&UNEMPLOYMENT, 4).expect("fits");
        assert!(least <= other.parameter("mean_squared_residual").expect("has one") + 1e-12);
    }
}
