use crate::assert_close;
use crate::series::AIR_PASSENGERS;
use neuron_forecasting::Forecaster;
use neuron_forecasting::seasonality::{
    SeasonalKind, autocorrelation, classical_decomposition, is_seasonal, seasonal_strength,
};
use neuron_forecasting::stl::{Mstl, StlOptions, TrendModel, decompose, decompose_seasons};
use neuron_random::{Rng, Stream};

/// `STL(y, period=12, seasonal=11, seasonal_deg=0).fit(inner_iter=2, outer_iter=0)`, statsmodels
/// 0.15.0, at observations 0, 1, 50 and 143.
#[test]
fn stl_is_that_of_statsmodels() {
    let parts = decompose(&AIR_PASSENGERS, 12, &StlOptions::default()).expect("decomposes");
    let at = |values: &[f64]| [values[0], values[1], values[50], values[143]];
    assert_close(
        &at(&parts.trend),
        &[123.17925256617679, 123.6769576287207, 220.138411072431, 496.60999152816464],
        1e-9,
    );
    assert_close(
        &at(&parts.seasonal),
        &[-16.99670857828925, -17.202344020519423, 6.0073171121572715, -44.067799861154214],
        1e-9,
    );
    assert_close(
        &at(&parts.remainder),
        &[5.817456012112473, 11.525386391798733, 9.854271815411721, -20.542191667010457],
        1e-9,
    );
}

/// STL of statsmodels 0.15.0 in turn for seasons 6 and 24 with windows 11 and 15, twice, on a
/// synthetic series; observations 0, 60 and 119.
#[test]
fn several_seasons_are_taken_out_in_turn() {
    let parts = decompose_seasons(&two_seasons(), &[24, 6]).expect("decomposes");
    let at = |values: &[f64]| [values[0], values[60], values[119]];
    assert_eq!(parts.seasons, [6, 24]);
    assert_close(
        &at(&parts.trend),
        &[17.393672770463674, 23.35065066139982, 29.13619893252028],
        1e-9,
    );
    assert_close(
        &at(&parts.seasonal[0]),
        &[-3.712681810968908, -3.6170581943111157, 3.62038510032139],
        1e-9,
    );
    assert_close(
        &at(&parts.seasonal[1]),
        &[-3.1666362554395806, 0.8533364767204982, 3.2619822019404685],
        1e-9,
    );
}

fn two_seasons() -> Vec<f64> {
    (0..120)
        .map(|t| {
            let (short, long) = ((t % 6) as f64 * 1.5, ((t / 6) % 4) as f64 * 2.0);
            10.0 + short + long + 0.1 * t as f64 + ((t * t) % 7) as f64 * 0.3
        })
        .collect()
}

/// The forecast is nearer to the formula's continuation than its noise, 0 to 1.8, is wide.
#[test]
fn several_seasons_are_carried_on() {
    let forecast =
        Mstl::new(&[6, 24]).fit(&two_seasons(), 6).expect("fits").forecast(24, &[0.1, 0.9]);
    let forecast = forecast.expect("forecasts");
    for (step, value) in forecast.mean.iter().enumerate() {
        let t = 120 + step;
        let formula = 10.9 + (t % 6) as f64 * 1.5 + ((t / 6) % 4) as f64 * 2.0 + 0.1 * t as f64;
        assert!((value - formula).abs() < 1.8, "{step}: {value} against {formula}");
    }
    let naive = Mstl::new(&[6, 24]).trend(TrendModel::Naive).fit(&two_seasons(), 6).expect("fits");
    assert_eq!(naive.model, "mstl(naive)");
}

/// `seasonal_decompose(y, model=…, period=12).seasonal[:12]`, statsmodels 0.15.0.
#[test]
fn the_classical_decomposition_is_that_of_statsmodels() {
    let ratio = classical_decomposition(&AIR_PASSENGERS, 12, SeasonalKind::Multiplicative);
    let expected = [
        0.9102303673722006,
        0.8836253206943756,
        1.0073662876035454,
        0.9759060123228472,
        0.9813780274951293,
        1.1127758266792729,
        1.2265555429312012,
        1.2199109694456252,
        1.0604919326468183,
        0.9217572404104976,
        0.8011780824134743,
        0.8988243899850112,
    ];
    assert_close(&ratio.expect("decomposes").seasonal[..12], &expected, 1e-12);
    let sum = classical_decomposition(&AIR_PASSENGERS, 12, SeasonalKind::Additive);
    let expected = [
        -24.74873737373738,
        -36.18813131313132,
        -2.241161616161611,
        -8.036616161616141,
        -4.506313131313135,
        35.402777777777764,
        63.83080808080808,
        62.82323232323231,
        16.52020202020204,
        -20.642676767676768,
        -53.593434343434346,
        -28.619949494949505,
    ];
    assert_close(&sum.expect("decomposes").seasonal[..12], &expected, 1e-10);
}

/// `acf(y, nlags=12, fft=False)`, statsmodels 0.15.0.
#[test]
fn autocorrelations_are_those_of_statsmodels() {
    let found = autocorrelation(&AIR_PASSENGERS, 12);
    assert_close(&found[..3], &[1.0, 0.9480473407524915, 0.8755748351253506], 1e-12);
    assert!((found[12] - 0.7603950422625556).abs() < 1e-12);
}

#[test]
fn a_season_is_found_where_there_is_one() {
    // The trend's own correlation hides the season from the test of the competitions.
    let steps: Vec<f64> = AIR_PASSENGERS.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
    assert!(is_seasonal(&steps, 12, 3));
    assert!(!is_seasonal(&steps[..24], 12, 3), "two seasons are not three");
    assert!(seasonal_strength(&AIR_PASSENGERS, 12) > 0.9);
    let mut rng = Stream::new(5, "test.noise").rng();
    let noise: Vec<f64> = (0..144).map(|_| rng.random::<f64>()).collect();
    assert!(!is_seasonal(&noise, 12, 3) && seasonal_strength(&noise, 12) < 0.6);
}
