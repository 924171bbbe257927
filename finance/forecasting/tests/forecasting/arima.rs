use crate::assert_close;
use crate::series::{AIR_PASSENGERS, CONSUMPTION, UNEMPLOYMENT};
use neuron_forecasting::Forecaster;
use neuron_forecasting::arima::{
    Arima, ArimaOrder, SeasonalTest, kpss_statistic, ocsb_critical_5_percent, ocsb_statistic,
};

fn log_passengers() -> Vec<f64> {
    AIR_PASSENGERS.iter().map(|value| value.ln()).collect()
}

/// The airline model of Box and Jenkins. `SARIMAX(log(y), order=(0,1,1), seasonal_order=(0,1,1,12),
/// simple_differencing=True).fit(method="bfgs", gtol=1e-8)`, statsmodels 0.15.0; forecasts by the
/// same without `simple_differencing` and with `loglikelihood_burn=13`, smoothed at those estimates
/// (its diffuse start is approximate, which shows in the sixth digit). Our forecasts' variance is larger
/// by 131 / 129, for two coefficients of 131 differences.
#[test]
fn the_airline_model_is_that_of_statsmodels() {
    let order = ArimaOrder::new(0, 1, 1).seasonal(0, 1, 1);
    let fitted = Arima::with(order).fit(&log_passengers(), 12).expect("fits");
    assert_eq!(fitted.model, "arima(0,1,1)(0,1,1)[12]");
    assert!((fitted.log_likelihood.expect("has one") - 244.6964868328608).abs() < 1e-6);
    let found = ["ma1", "sma1", "variance"].map(|name| fitted.parameter(name).expect("is there"));
    assert_close(&found[..2], &[-0.40182312873271797, -0.5569365024114272], 1e-4);
    assert_close(&found[2..], &[0.0013480989942677196], 1e-7);
    let forecast = fitted.forecast(6, &[0.158_655_253_931_457]).expect("forecasts");
    let mean = [
        6.110185595985442,
        6.053774841913513,
        6.1717137611338835,
        6.199300340738926,
        6.232555976330399,
        6.368778419097487,
    ];
    assert_close(&forecast.mean, &mean, 2e-5);
    let deviation = [
        0.036716496392796595,
        0.04278401781510967,
        0.04809202900112734,
        0.05286978651826582,
        0.05725019999553405,
        0.06131848393894278,
    ];
    let own: Vec<f64> = forecast
        .mean
        .iter()
        .zip(&forecast.quantiles[0])
        .map(|(m, q)| (m - q) * (129.0_f64 / 131.0).sqrt())
        .collect();
    assert_close(&own, &deviation, 2e-5);
}

/// `SARIMAX(y, order=(2,0,1), trend="c").fit().llf` is −10.09282, with L-BFGS; its BFGS stops at
/// −10.64.
#[test]
fn a_mean_is_estimated_along() {
    let fitted = Arima::with(ArimaOrder::new(2, 0, 1)).fit(&UNEMPLOYMENT, 1).expect("fits");
    let own = fitted.log_likelihood.expect("has one");
    assert!(own >= -10.09281993666179 - 1e-3, "{own}");
}

/// A random walk with drift has closed forms for everything.
#[test]
fn a_random_walk_with_drift_has_its_closed_form() {
    let order = ArimaOrder::new(0, 1, 0).constant(true);
    let fitted = Arima::with(order).fit(&CONSUMPTION, 1).expect("fits");
    let steps: Vec<f64> = CONSUMPTION.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let n = steps.len() as f64;
    let drift = steps.iter().sum::<f64>() / n;
    let variance = steps.iter().map(|s| (s - drift).powi(2)).sum::<f64>() / n;
    assert!((fitted.parameter("drift").expect("drift") - drift).abs() < 1e-4 * drift);
    let likelihood = -0.5 * n * ((2.0 * std::f64::consts::PI * variance).ln() + 1.0);
    assert!((fitted.log_likelihood.expect("has one") - likelihood).abs() < 1e-6);
    let forecast = fitted.forecast(4, &[]).expect("forecasts");
    let line: Vec<f64> = (1..=4).map(|h| CONSUMPTION[59] + drift * f64::from(h)).collect();
    assert_close(&forecast.mean, &line, 0.01);
}

/// `kpss(y, regression="c", nlags=int(3*sqrt(n)/13))`, statsmodels 0.15.0.
#[test]
fn the_unit_root_statistic_is_that_of_statsmodels() {
    assert!((kpss_statistic(&UNEMPLOYMENT) - 0.755465988527097).abs() < 1e-12);
    assert!((kpss_statistic(&AIR_PASSENGERS) - 4.342286797114149).abs() < 1e-12);
}

/// The choice is at least as good as the airline model, which the search can reach.
#[test]
fn the_search_differences_the_logarithms_once_by_month_and_by_season() {
    let fitted = Arima::automatic().fit(&log_passengers(), 12).expect("fits");
    assert!(fitted.model.contains(",1,") && fitted.model.ends_with("[12]"), "{}", fitted.model);
    let airline = Arima::with(ArimaOrder::new(0, 1, 1).seasonal(0, 1, 1));
    let airline = airline.fit(&log_passengers(), 12).expect("fits");
    assert!(fitted.aicc.expect("has one") <= airline.aicc.expect("has one") + 1e-6);
}

/// A line goes on: its differences do not vary.
#[test]
fn a_line_goes_on_without_error() {
    let line: Vec<f64> = (0..30).map(|t| 4.0 + 1.5 * f64::from(t)).collect();
    let forecast = Arima::automatic().fit(&line, 1).expect("fits").forecast(3, &[0.1]).expect("ok");
    assert_close(&forecast.mean, &[49.0, 50.5, 52.0], 1e-9);
    assert_close(&forecast.quantiles[0], &[49.0, 50.5, 52.0], 1e-9);
}

/// `ocsb.test(x, maxlag = 0:3, lag.method = "fixed")$statistics` and `$critical`, R's forecast 8.20.
#[test]
fn the_seasonal_test_is_that_of_r() {
    let statistics = |series: &[f64], season: usize| -> Vec<f64> {
        (0..4).map(|lags| ocsb_statistic(series, season, lags).expect("is long enough")).collect()
    };
    let passengers =
        [-1.9508297529424308, -1.422865403323996, -1.4492209655985482, -1.3387826688122118];
    assert_close(&statistics(&log_passengers(), 12), &passengers, 1e-8);
    let unemployment =
        [-11.167693540231756, -7.715728305029786, -7.995176394189079, -7.961656042772047];
    assert_close(&statistics(&UNEMPLOYMENT, 4), &unemployment, 1e-8);
    let critical = [ocsb_critical_5_percent(12), ocsb_critical_5_percent(4)];
    assert_close(&critical, &[-1.8029627911815704, -1.8926999246557656], 1e-12);
}

/// The logarithms of the passengers want a seasonal difference, unemployment does not.
#[test]
fn the_seasonal_test_can_choose_the_difference() {
    let arima = Arima::automatic().seasonal_test(SeasonalTest::Ocsb);
    let fitted = arima.fit(&log_passengers(), 12).expect("fits");
    assert!(
        fitted.model.contains(",1,1)[12]") || fitted.model.contains(",1,2)[12]"),
        "{}",
        fitted.model
    );
    let fitted = arima.fit(&UNEMPLOYMENT, 4).expect("fits");
    assert!(!fitted.model.contains(",1,0)[4]"), "{}", fitted.model);
    // Too short for a season, and one that repeats exactly: no difference, no failure.
    assert_eq!(ocsb_statistic(&UNEMPLOYMENT[..9], 4, 0), None);
    let round: Vec<f64> = (0..40).map(|t| f64::from(t % 4)).collect();
    assert_eq!(ocsb_statistic(&round, 4, 0), None);
}
