use super::synthetic_series::gjr;
use neuron_volatility::{christoffersen, dynamic_quantile, kupiec};

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() < tolerance, "{found}, expected {expected}");
}

/// 4530 days with 73 violations, of which 6 follow another: n00 4389, n01 67, n10 67, n11 6.
fn hits() -> Vec<bool> {
    let mut hits = vec![false; 4530];
    for pair in 0..6 {
        hits[100 + 50 * pair] = true;
        hits[101 + 50 * pair] = true;
    }
    for single in 0..61 {
        hits[1000 + 50 * single] = true;
    }
    hits
}

#[test]
fn kupiec_and_christoffersen_equal_the_reference() {
    // Likelihood ratios by scipy 1.17.1 of a historical value at risk on the S&P 500.
    let test = christoffersen(&hits(), 0.99).unwrap();
    assert_eq!(test.transitions, [[4389, 67], [67, 6]]);
    close(test.independence, 10.570591, 1e-6);
    close(test.conditional_coverage, 25.006287, 1e-6);
    let coverage = kupiec(73, 4530, 0.99).unwrap();
    close(coverage.statistic, 14.435696, 1e-6);
    close(coverage.p_value, 0.000145, 5e-7);
    close(coverage.expected, 45.3, 1e-9);
}

#[test]
fn nothing_or_everything_violated_has_a_statistic() {
    // By hand: 2 n ln(1 / 0.99) and 2 n ln(1 / 0.01).
    close(kupiec(0, 250, 0.99).unwrap().statistic, 500.0 * (1.0_f64 / 0.99).ln(), 1e-10);
    close(kupiec(250, 250, 0.99).unwrap().statistic, 500.0 * 100.0_f64.ln(), 1e-9);
    let test = christoffersen(&[false; 250], 0.99).unwrap();
    assert_eq!(test.independence, 0.0);
    assert_eq!(test.independence_p_value, 1.0);
}

#[test]
fn dynamic_quantile_equals_numpy() {
    // numpy 2.4.6, lstsq of the hits on a constant, four lags and the value at risk; scipy chi2.sf.
    let returns = gjr(2000, 1);
    let size: Vec<f64> = returns.iter().map(|y| y.abs()).collect();
    let var: Vec<f64> = (0..2000).map(|t| 1.5 + 0.5 * size[(t + 1999) % 2000]).collect();
    let hits: Vec<bool> = returns.iter().zip(&var).map(|(y, var)| *y < -var).collect();
    let test = dynamic_quantile(&hits, &var, 0.95, 4).unwrap();
    close(test.statistic, 62.977_999_174_829, 1e-8);
    close(test.p_value, 1.115_206e-11, 1e-16);
    close(test.coefficients[4], 0.03255314, 1e-8);
    assert_eq!(test.degrees_of_freedom, 6);
}
