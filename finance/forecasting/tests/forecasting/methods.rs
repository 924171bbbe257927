use crate::series::{AIR_PASSENGERS, CONSUMPTION, UNEMPLOYMENT};
use neuron_forecasting::{Forecaster, Method, forecast_all};

#[test]
fn names_are_unique_and_read_back() {
    for (at, method) in Method::ALL.iter().enumerate() {
        assert_eq!(method.to_string().parse::<Method>().as_ref(), Ok(method));
        assert!(Method::ALL[..at].iter().all(|other| other.as_str() != method.as_str()));
        let json = serde_json::to_string(method).expect("is a name");
        assert!(json.starts_with('"'), "{json}");
    }
}

#[test]
fn fitted_and_residual_add_up_to_the_series() {
    for method in Method::ALL {
        let fitted = method.fit(&AIR_PASSENGERS, 12).expect("fits");
        for ((f, e), y) in fitted.fitted.iter().zip(&fitted.residuals).zip(&AIR_PASSENGERS) {
            assert!((f + e - y).abs() < 1e-9, "{method}");
        }
    }
}

/// Many series at once give what each gives alone, whatever the number of threads.
#[test]
fn many_series_are_each_forecast_as_if_alone() {
    let series: Vec<&[f64]> = vec![&AIR_PASSENGERS, &CONSUMPTION, &UNEMPLOYMENT, &[1.0]];
    let together = forecast_all(&Method::Ets, &series, 4, 5, &[0.1, 0.9]);
    for (one, found) in series.iter().zip(&together) {
        let alone = Method::Ets.fit(one, 4).and_then(|fitted| fitted.forecast(5, &[0.1, 0.9]));
        assert_eq!(found, &alone);
    }
    assert!(together[3].is_err());
    let json = serde_json::to_value(together[0].as_ref().expect("forecast")).expect("is plain");
    assert_eq!(json["quantiles"].as_array().map(Vec::len), Some(2));
}
