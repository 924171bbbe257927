/// Applies a difference polynomial; the result is shorter by the polynomial's degree.
pub(super) fn apply(series: &[f64], polynomial: &[f64]) -> Vec<f64> {
    let degree = polynomial.len() - 1;
    (degree..series.len())
        .map(|at| polynomial.iter().enumerate().map(|(lag, c)| c * series[at - lag]).sum())
        .collect()
}

/// Carries a series on by forecasts of its differences.
pub(super) fn integrate(tail: &[f64], polynomial: &[f64], differences: &[f64]) -> Vec<f64> {
    let mut values = tail.to_vec();
    for difference in differences {
        let n = values.len();
        let earlier: f64 =
            polynomial.iter().enumerate().skip(1).map(|(lag, c)| c * values[n - lag]).sum();
        values.push(difference - earlier);
    }
    values.split_off(tail.len())
}
