//! The Mann–Kendall tests against pymannkendall 1.4.3.

use crate::series::{close, whole, with_gaps};
use neuron_vision::environmental_monitoring::trend::{Direction, Method, mann_kendall};

/// z, τ, S, its variance.
type Expected = [f64; 4];

const PERIOD: usize = 12;

fn cases() -> [(Method, Expected, Expected); 9] {
    [
        (
            Method::Original,
            [5.298821933596702, 0.42683881064162754, 1091.0, 42315.0],
            [5.179586111321311, 0.42668371696504687, 1001.0, 37274.333333333336],
        ),
        (
            Method::HamedRao { lags: None },
            [9.05482534460394, 0.42683881064162754, 1091.0, 14490.81594614233],
            [6.108114014349806, 0.42668371696504687, 1001.0, 26803.14340378648],
        ),
        (
            Method::HamedRao { lags: Some(3) },
            [2.944564650263628, 0.42683881064162754, 1091.0, 137028.4697431688],
            [2.9203990673653695, 0.42668371696504687, 1001.0, 117250.7414866091],
        ),
        (
            Method::YueWang { lags: None },
            [14.679301573119458, 0.42683881064162754, 1091.0, 5513.688292903789],
            [12.474425093643912, 0.42668371696504687, 1001.0, 6426.269296765679],
        ),
        (
            Method::YueWang { lags: Some(1) },
            [3.309082882299622, 0.42683881064162754, 1091.0, 108501.99057643891],
            [3.2564644482568657, 0.42668371696504687, 1001.0, 94299.0500058763],
        ),
        (
            Method::PreWhitened,
            [1.2011984324867047, 0.09778672032193159, 243.0, 40588.333333333336],
            [1.0428001012936767, 0.08691834942932397, 198.0, 35688.666666666664],
        ),
        (
            Method::TrendFreePreWhitened,
            [7.27668141332855, 0.5903420523138833, 1467.0, 40588.333333333336],
            [6.833781374467699, 0.5671641791044776, 1292.0, 35688.666666666664],
        ),
        (
            Method::Seasonal { period: PERIOD },
            [8.948381385019568, 0.9222222222222223, 166.0, 340.0],
            [8.588975014708025, 0.9151515151515152, 151.0, 305.0],
        ),
        (
            Method::CorrelatedSeasonal { period: PERIOD },
            [2.699990201824275, 0.9222222222222223, 166.0, 3780.0000000000005],
            [1.9686149546972487, 0.9166666666666666, 66.0, 1124.0],
        ),
    ]
}

#[test]
fn scores_are_those_of_pymannkendall() {
    for (method, of_whole, of_gaps) in cases() {
        for (values, expected) in [(whole(), of_whole), (with_gaps(), of_gaps)] {
            let found = mann_kendall(&values, method).unwrap();
            let found = [found.z, found.tau, found.score, found.variance];
            let equal = found.iter().zip(expected).all(|(&found, expected)| close(found, expected));
            assert!(equal, "{method:?}: {found:?}, expected {expected:?}");
        }
    }
}

#[test]
fn slopes_are_those_of_pymannkendall() {
    let line = |values: &[f64], method| mann_kendall(values, method).unwrap().line;
    let seasonal = Method::Seasonal { period: PERIOD };
    for (found, slope, intercept) in [
        (line(&whole(), Method::Original), 0.035736322368421045, 1.081782555921053),
        (line(&with_gaps(), Method::Original), 0.03563170374220374, 1.0743403690228692),
        (line(&whole(), seasonal), 0.5127919999999999, 0.8334123333333334),
        (line(&with_gaps(), seasonal), 0.5112673999999999, 0.8302534166666671),
    ] {
        assert!(close(found.slope, slope) && close(found.intercept, intercept), "{found:?}");
    }
}

#[test]
fn probabilities_are_those_of_the_normal_distribution() {
    let p = |values: &[f64], method| mann_kendall(values, method).unwrap().p;
    assert!(close(p(&whole(), Method::HamedRao { lags: Some(3) }), 0.003234093716290909));
    assert!(close(p(&with_gaps(), Method::PreWhitened), 0.2970408844277741));
}

#[test]
fn a_direction_is_of_a_level() {
    let trend = mann_kendall(&whole(), Method::HamedRao { lags: Some(3) }).unwrap();
    assert_eq!(trend.direction(0.05), Direction::Increasing);
    assert_eq!(trend.direction(0.001), Direction::None);
    let mut falling = whole();
    falling.reverse();
    let trend = mann_kendall(&falling, Method::Original).unwrap();
    assert_eq!(trend.direction(0.05), Direction::Decreasing);
}

/// Nothing is divided by nothing.
#[test]
fn a_constant_series_has_no_trend() {
    for (method, ..) in cases() {
        let trend = mann_kendall(&[0.3; 60], method).unwrap();
        assert_eq!((trend.z, trend.p, trend.line.slope), (0.0, 1.0, 0.0), "{method:?}");
        assert_eq!(trend.direction(0.05), Direction::None);
    }
}

/// What is left of a straight line without its trend depends on nothing.
#[test]
fn a_straight_line_is_a_trend() {
    let line: Vec<f64> = (0..60).map(|at| 0.5 * f64::from(at)).collect();
    for (method, ..) in cases() {
        let trend = mann_kendall(&line, method).unwrap();
        let finite = [trend.z, trend.p, trend.tau, trend.variance].iter().all(|v| v.is_finite());
        assert!(finite, "{method:?}: {trend:?}");
        if method != Method::PreWhitened {
            assert_eq!(trend.direction(0.05), Direction::Increasing, "{method:?}");
        }
    }
}

#[test]
fn what_cannot_be_tested_is_refused() {
    let said = |values: &[f64], method| mann_kendall(values, method).unwrap_err().to_string();
    let nan = f64::NAN;
    insta::assert_snapshot!(said(&[1.0, nan, 2.0], Method::Original), @"a trend test needs at least 3 values that are not missing, found 2");
    insta::assert_snapshot!(said(&[1.0, 2.0, f64::INFINITY], Method::Original), @"value 2 is infinite; a gap is written as NaN or left empty");
    insta::assert_snapshot!(said(&[1.0; 9], Method::HamedRao { lags: Some(9) }), @"`lags` has to be at least 1 and fewer than the values, found 9");
    let waves: Vec<f64> =
        (0..60).map(|i| f64::from(i) + 5.0 * f64::from(1 - 2 * (i % 2))).collect();
    insta::assert_snapshot!(said(&waves, Method::HamedRao { lags: Some(1) }), @"the autocorrelation leaves no variance to test with; look at other `lags`, or take another method");
    insta::assert_snapshot!(said(&[1.0; 10_001], Method::Original), @"an analysis of a series takes at most 10000 values, found 10001; take means of some, such as months");
    insta::assert_snapshot!(said(&[1.0; 9], Method::Seasonal { period: 1 }), @"`period` has to be at least 2, found 1");
    insta::assert_snapshot!(said(&[1.0; 9], Method::CorrelatedSeasonal { period: 4 }), @"a test of correlated seasons, in years without a gap, needs at least 3 values that are not missing, found 2");
}
