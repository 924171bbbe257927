use neuron_forecasting::theta::Theta;
use neuron_forecasting::{ForecastError, Forecaster, Method};

const SERIES: [f64; 12] = [3.0, 5.0, 4.0, 6.0, 5.0, 7.0, 6.0, 8.0, 7.0, 9.0, 8.0, 10.0];

#[test]
fn every_model_refuses_what_no_model_takes() {
    for method in Method::ALL {
        assert_eq!(method.fit(&SERIES, 0).err(), Some(ForecastError::NoSeason), "{method}");
        assert!(method.fit(&[], 1).is_err(), "{method}");
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut series = SERIES;
            series[5] = bad;
            let error = method.fit(&series, 1).expect_err("is not finite");
            assert!(
                matches!(error, ForecastError::NotFinite { position: 5, .. }),
                "{method}: {error}"
            );
        }
        if let Ok(fitted) = method.fit(&SERIES, 2) {
            assert_eq!(fitted.forecast(0, &[]).err(), Some(ForecastError::NoHorizon));
            for level in [0.0, 1.0, -0.1, f64::NAN] {
                let error = fitted.forecast(1, &[0.5, level]).expect_err("is no level");
                assert!(matches!(error, ForecastError::QuantileLevel { .. }), "{method}");
            }
        }
    }
}

#[test]
fn a_constant_series_has_no_likelihood() {
    for method in [Method::Ets, Method::Theta, Method::Arima, Method::Ces, Method::Ses] {
        let error = method.fit(&[5.0; 20], 4).expect_err("is constant");
        assert!(matches!(error, ForecastError::Constant { value: 5.0, .. }), "{method}: {error}");
    }
    assert_eq!(
        Method::Naive.fit(&[5.0; 20], 4).expect("fits").forecast(1, &[0.1]).expect("ok").quantiles
            [0],
        [5.0]
    );
}

#[test]
fn errors_say_what_and_where() {
    let text = |result: Result<neuron_forecasting::Fitted, ForecastError>| {
        result.expect_err("fails").to_string()
    };
    assert_eq!(
        text(Method::SeasonalNaive.fit(&SERIES, 24)),
        "`seasonal-naive` needs at least 24 observations with a season of 24, the series has 12"
    );
    assert_eq!(
        text(
            Method::HoltWintersMultiplicative
                .fit(&[-1.0, 2.0, 3.0, 1.0, 5.0, 2.0, 4.0, 6.0, 3.0, 5.0, 7.0, 8.0], 2)
        ),
        "`holt-winters-multiplicative(MAM)` is multiplicative and needs values above 0, observation 0 (counted from 0) is -1; use an additive model"
    );
    assert_eq!(
        text(Method::Croston.fit(&[0.0, 1.0, -2.0], 1)),
        "`croston` forecasts demand, which cannot be negative; observation 2 (counted from 0) is -2"
    );
    assert_eq!(
        text(Method::Tsb.fit(&[0.0; 6], 1)),
        "the series holds no demand: all 6 observations are 0; `tsb` cannot say when one comes"
    );
    assert_eq!(
        text(Theta { alpha: Some(1.5), ..Theta::standard() }.fit(&SERIES, 1)),
        "parameter `alpha` of `theta` is 1.5, expected above 0 and at most 1"
    );
    assert!(text(Method::HoltWinters.fit(&SERIES, 1)).contains("needs a season of at least 2"));
    let unknown = "prophet".parse::<Method>().expect_err("is unknown").to_string();
    assert!(unknown.starts_with("unknown model `prophet`; known are mean, naive, "), "{unknown}");
}

/// Whatever the length, a model gives finite forecasts or a typed error, and never panics.
#[test]
fn short_series_are_forecast_or_refused() {
    for length in 1..=12 {
        for season in [1, 2, 4, 7, 12] {
            for method in Method::ALL {
                if let Ok(fitted) = method.fit(&SERIES[..length], season) {
                    let forecast = fitted.forecast(3, &[0.1, 0.9]).expect("forecasts");
                    assert!(forecast.mean.iter().all(|value| value.is_finite()));
                    assert_eq!(fitted.fitted.len(), length, "{method}");
                    assert!(fitted.residuals.iter().all(|value| value.is_finite()), "{method}");
                }
            }
        }
    }
}

/// Sizes from tiny to huge, and a level far above the variation.
#[test]
fn any_scale_is_forecast() {
    // The correction of Syntetos and Boylan takes a twentieth off.
    for scale in [1e-9, 1.0, 1e9] {
        for offset in [0.0, 1e4] {
            let series: Vec<f64> = SERIES
                .iter()
                .chain(&SERIES)
                .map(|value| scale * (value + offset + 0.01 * value * value))
                .collect();
            for method in Method::ALL {
                let Ok(fitted) = method.fit(&series, 4) else { continue };
                let mean = fitted.forecast(4, &[]).expect("forecasts").mean;
                let (least, greatest) = (0.95 * scale * offset, scale * (offset + 30.0));
                assert!(
                    mean.iter().all(|value| (least..greatest).contains(value)),
                    "{method} at {scale} and {offset}: {mean:?}"
                );
            }
        }
    }
}
