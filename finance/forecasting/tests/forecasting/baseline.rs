use crate::assert_close;
use crate::series::AIR_PASSENGERS;
use neuron_forecasting::Forecaster;
use neuron_forecasting::baseline::{Drift, Mean, Naive, Naive2, SeasonalNaive};

/// The standard normal's quantile at 0.9.
const Z_90: f64 = 1.281_551_565_544_600_4;

fn half_widths(model: &dyn Forecaster, series: &[f64], season: usize, horizon: usize) -> Vec<f64> {
    let forecast = model.fit(series, season).expect("fits").forecast(horizon, &[0.9]).expect("ok");
    forecast.quantiles[0].iter().zip(&forecast.mean).map(|(q, m)| (q - m) / Z_90).collect()
}

/// Closed forms of Hyndman and Athanasopoulos, §5.5, worked out by hand on four values: steps 2, −1
/// and 3.
#[test]
fn deviations_are_the_closed_forms() {
    let series = [1.0, 3.0, 2.0, 5.0];
    let step = (14.0_f64 / 3.0).sqrt();
    assert_close(&half_widths(&Naive, &series, 1, 2), &[step, step * 2.0_f64.sqrt()], 1e-9);
    // Residuals of the seasonal walk: 2 − 1 and 5 − 3.
    let lagged = 2.5_f64.sqrt();
    let expected = [lagged, lagged, lagged * 2.0_f64.sqrt()];
    assert_close(&half_widths(&SeasonalNaive, &series, 2, 3), &expected, 1e-9);
    // Drift 4/3: residuals 2/3, −7/3, 5/3.
    let around = (78.0_f64 / 9.0 / 2.0).sqrt();
    let expected = [around * (4.0_f64 / 3.0).sqrt(), around * (2.0_f64 * 5.0 / 3.0).sqrt()];
    assert_close(&half_widths(&Drift, &series, 1, 2), &expected, 1e-9);
    // Mean 2.75, squares 8.75 over 3, times 5/4.
    let flat = (8.75_f64 / 3.0 * 1.25).sqrt();
    assert_close(&half_widths(&Mean, &series, 1, 2), &[flat, flat], 1e-9);
}

/// Naive2 on the airline's passengers: the test on autocorrelation sees the season, and the last
/// value without season is carried on with it: 432 / s₁₂ × s₁ with the effects of statsmodels'
/// `seasonal_decompose(y, model="multiplicative", period=12)`.
#[test]
fn naive2_takes_the_season_out_and_gives_it_back() {
    let forecast = Naive2.fit(&AIR_PASSENGERS, 12).expect("fits").forecast(2, &[]).expect("ok");
    let seen = neuron_forecasting::seasonality::is_seasonal(&AIR_PASSENGERS, 12, 3);
    let level = 432.0 / 0.8988243899850112;
    let expected = if seen {
        [level * 0.9102303673722006, level * 0.8836253206943756]
    } else {
        [432.0, 432.0]
    };
    assert_close(&forecast.mean, &expected, 1e-9);
}
