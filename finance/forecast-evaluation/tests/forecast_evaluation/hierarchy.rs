use nalgebra::{DMatrix, DVector};
use neuron_forecast_evaluation::hierarchy::{
    Evidence, Hierarchy, Proportions, Reconciliation, non_negative_least_squares, reconcile,
    shrunk_covariance,
};

fn hierarchy() -> Hierarchy {
    let bottom = ["a", "b", "c", "d", "e"].map(str::to_owned);
    let region = ["n", "n", "s", "s", "s"].map(str::to_owned).to_vec();
    Hierarchy::from_groups(&bottom, &[("region", region)], &[&["region"]]).unwrap()
}

/// Residuals by formula, `[8, 24]`.
fn residuals() -> DMatrix<f64> {
    DMatrix::from_fn(8, 24, |i, t| {
        let (i, t) = (i as f64, t as f64 + 1.0);
        (1.7 * (i + 1.0) * t).sin() + 0.5 * (0.9 * t + i).cos() * (1.0 + i % 3.0)
    })
}

fn base() -> DMatrix<f64> {
    let values = [100.0, 42.0, 50.0, 20.0, 18.0, 10.0, 22.0, 25.0];
    DMatrix::from_fn(8, 2, |row, step| values[row] + 1.5 * step as f64)
}

/// The total and the bottom rows of both steps.
fn values(method: Reconciliation) -> Vec<f64> {
    let residuals = residuals();
    let evidence = Evidence { residuals: Some(&residuals), history: None };
    let result = reconcile(&hierarchy(), &base(), method, evidence, false).unwrap();
    for column in result.forecasts.column_iter() {
        let column: Vec<f64> = column.iter().copied().collect();
        assert!(hierarchy().incoherence(&column).unwrap() < 1e-10, "{method:?}");
    }
    result.forecasts.as_slice().to_vec()
}

#[test]
fn reconciliations_are_those_of_hierarchicalforecast() {
    // hierarchicalforecast 1.5.3: MinTrace(method).fit_predict(S, y_hat, y_insample,
    // y_hat_insample) with y_insample − y_hat_insample = residuals(); columns one after the other.
    // It adds 2e-8 to the diagonals of wls_var and of mint_shrink, hence their tolerances.
    let expected: [(Reconciliation, [f64; 16], f64); 5] = [
        (
            Reconciliation::Ols,
            [
                96.862_068_965_517,
                42.758_620_689_655,
                54.103_448_275_862,
                22.379_310_344_828,
                20.379_310_344_828,
                9.034_482_758_621,
                21.034_482_758_621,
                24.034_482_758_621,
                99.5,
                44.0,
                55.5,
                23.0,
                21.0,
                9.5,
                21.5,
                24.5,
            ],
            1e-11,
        ),
        (
            Reconciliation::WlsStructural,
            [
                95.666_666_666_667,
                40.866_666_666_667,
                54.8,
                21.433_333_333_333,
                19.433_333_333_333,
                9.266_666_666_667,
                21.266_666_666_667,
                24.266_666_666_667,
                99.666_666_666_667,
                42.616_666_666_667,
                57.05,
                22.308_333_333_333,
                20.308_333_333_333,
                10.016_666_666_667,
                22.016_666_666_667,
                25.016_666_666_667,
            ],
            1e-11,
        ),
        (
            Reconciliation::WlsVariance,
            [
                98.151_128_686_628,
                42.408_600_362_679,
                55.742_528_323_949,
                21.811_374_109_206,
                20.597_226_253_473,
                9.458_996_737_264,
                21.787_205_440_42,
                24.496_326_146_265,
                100.411_241_802_737,
                43.687_301_767_005,
                56.723_940_035_732,
                22.604_139_283_203,
                21.083_162_483_803,
                9.445_191_074_357,
                22.691_775_372_775,
                24.586_973_588_6,
            ],
            1e-6,
        ),
        (
            Reconciliation::MinTraceSample,
            [
                96.911_350_993_289,
                42.742_785_680_46,
                54.168_565_312_829,
                22.802_627_622_81,
                19.940_158_057_65,
                8.639_394_760_82,
                21.567_473_349_43,
                23.961_697_202_579,
                99.578_923_864_295,
                43.896_139_691_173,
                55.682_784_173_123,
                23.486_267_030_63,
                20.409_872_660_543,
                8.736_524_476_485,
                22.118_517_135_208,
                24.827_742_561_43,
            ],
            1e-9,
        ),
        (
            Reconciliation::MinTraceShrink,
            [
                97.349_264_963_609,
                42.607_343_218_696,
                54.741_921_744_913,
                22.477_777_970_86,
                20.129_565_247_836,
                9.032_617_069_827,
                21.486_417_175_482,
                24.222_887_499_604,
                99.819_288_716_265,
                43.829_082_662_89,
                55.990_206_053_376,
                23.242_433_678_25,
                20.586_648_984_64,
                8.984_071_980_307,
                22.218_504_222_85,
                24.787_629_850_218,
            ],
            1e-6,
        ),
    ];
    for (method, expected, tolerance) in expected {
        for (found, expected) in values(method).iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "{method:?}: {found} {expected}");
        }
    }
}

#[test]
fn weights_by_variance_solve_their_least_squares() {
    // The normal equations Sᵀ W⁻¹ (y − S b) = 0 with W the mean squares.
    let (hierarchy, residuals, base) = (hierarchy(), residuals(), base());
    let found = values(Reconciliation::WlsVariance);
    let summing = hierarchy.summing_matrix();
    for step in 0..2 {
        for part in 0..5 {
            let sum: f64 = (0..8)
                .map(|row| {
                    let square: f64 = residuals.row(row).iter().map(|r| r * r).sum::<f64>() / 24.0;
                    summing[(row, part)] * (base[(row, step)] - found[8 * step + row]) / square
                })
                .sum();
            assert!(sum.abs() < 1e-10, "{sum}");
        }
    }
}

#[test]
fn shrinkage_is_that_of_its_definition() {
    // numpy 2.4.6, by loops over pairs from the paper's formula: 0.3750961098747542.
    let shrunk = shrunk_covariance(&residuals()).unwrap();
    assert!((shrunk.intensity - 0.375_096_109_874_754_2).abs() < 1e-12, "{}", shrunk.intensity);
    let one = shrunk_covariance(&DMatrix::from_fn(2, 3, |i, t| ((i + 1) * t) as f64)).unwrap();
    assert!((0.0..=1.0).contains(&one.intensity));
}

#[test]
fn bottom_up_and_top_down() {
    let bottom_up = values(Reconciliation::BottomUp);
    assert_eq!(bottom_up[..8], [95.0, 38.0, 57.0, 20.0, 18.0, 10.0, 22.0, 25.0]);
    let history = DMatrix::from_fn(5, 2, |row, t| if t == 0 { 1.0 + row as f64 } else { 2.0 });
    let shared = |how| {
        let evidence = Evidence { residuals: None, history: Some(&history) };
        let method = Reconciliation::TopDown(how);
        reconcile(&hierarchy(), &base(), method, evidence, false).unwrap().forecasts
    };
    // Totals 15 and 10: shares 1/15 and 2/10, or 3/25 of the sums.
    let average = shared(Proportions::AverageOfShares);
    assert!((average[(3, 0)] - 100.0 * (1.0 / 15.0 + 0.2) / 2.0).abs() < 1e-12);
    let ratio = shared(Proportions::ShareOfAverages);
    assert!((ratio[(3, 0)] - 12.0).abs() < 1e-12 && (ratio[(0, 1)] - 101.5).abs() < 1e-12);
}

#[test]
fn no_value_is_negative() {
    // scipy.optimize.nnls(S, y) and nnls(W^-½ S, W^-½ y), W the sizes.
    let values = [60.0, 2.0, 50.0, 1.0, -40.0, 10.0, 22.0, 25.0];
    let base = DMatrix::from_column_slice(8, 1, &values);
    let solve = |method| reconcile(&hierarchy(), &base, method, Evidence::default(), true).unwrap();
    let structural = [
        1.813_953_488_372_094,
        0.0,
        9.193_798_449_612_402,
        21.193_798_449_612_398,
        24.193_798_449_612_405,
    ];
    for (method, expected) in [
        (Reconciliation::Ols, [3.0, 0.0, 9.0, 21.0, 24.0]),
        (Reconciliation::WlsStructural, structural),
    ] {
        let result = solve(method);
        assert_eq!(result.held_at_zero, 1);
        for (found, expected) in result.forecasts.column(0).iter().skip(3).zip(expected) {
            assert!((found - expected).abs() < 1e-10, "{method:?}: {found} {expected}");
        }
    }
    let result = solve(Reconciliation::BottomUp);
    let json = serde_json::to_value(&result).unwrap();
    assert_eq!(json["forecasts"][2], serde_json::json!([57.0]));
    assert_eq!(result.forecasts.as_slice(), [58.0, 1.0, 57.0, 1.0, 0.0, 10.0, 22.0, 25.0]);
}

#[test]
fn active_sets_meet_their_conditions() {
    // x ≥ 0, gradient ≥ 0, x · gradient = 0 on matrices by formula.
    for case in 0..20 {
        let n = 3 + case % 6;
        let root =
            DMatrix::from_fn(n + 2, n, |i, j| ((i * 7 + j * 13 + case * 5) as f64 * 0.7).sin());
        let a = root.tr_mul(&root) + DMatrix::identity(n, n) * 0.01;
        let b = DVector::from_fn(n, |i, _| ((i * 3 + case) as f64 * 1.1).cos());
        let x = non_negative_least_squares(&a, &b);
        let gradient = &a * &x - &b;
        for i in 0..n {
            assert!(x[i] >= 0.0 && gradient[i] > -1e-9 && (x[i] * gradient[i]).abs() < 1e-9);
        }
    }
}

#[test]
fn faults_are_named() {
    let said = |base: &DMatrix<f64>, method, evidence: Evidence<'_>| {
        reconcile(&hierarchy(), base, method, evidence, false).unwrap_err().to_string()
    };
    let none = Evidence::default();
    let wrong = DMatrix::zeros(7, 1);
    assert_eq!(
        said(&wrong, Reconciliation::Ols, none),
        "rows of base forecasts: found 7, expected 8"
    );
    assert!(said(&base(), Reconciliation::MinTraceShrink, none).contains("is absent"));
    let few = residuals().columns(0, 5).into_owned();
    let evidence = Evidence { residuals: Some(&few), history: None };
    assert_eq!(
        said(&base(), Reconciliation::MinTraceSample, evidence),
        "the covariance of the base forecasts' errors is singular; take the shrinkage estimate, or \
         give more residuals than rows"
    );
    assert!(
        reconcile(&hierarchy(), &base(), Reconciliation::MinTraceShrink, evidence, false).is_ok()
    );
    let nan = DMatrix::from_element(8, 1, f64::NAN);
    assert!(said(&nan, Reconciliation::BottomUp, none).contains("NaN"));
    let bottom = ["a".to_owned()];
    let unknown = Hierarchy::from_groups(&bottom, &[("x", vec!["1".to_owned()])], &[&["y"]]);
    assert_eq!(unknown.unwrap_err().to_string(), "there is no group column `y`; there are `x`");
}

#[test]
fn groups_may_cross() {
    let bottom = ["1", "2", "3", "4"].map(str::to_owned);
    let columns = [
        ("shop", ["x", "x", "y", "y"].map(str::to_owned).to_vec()),
        ("kind", ["p", "q", "p", "q"].map(str::to_owned).to_vec()),
    ];
    let hierarchy = Hierarchy::from_groups(&bottom, &columns, &[&["shop"], &["kind"]]).unwrap();
    assert_eq!(hierarchy.names()[1..5], ["shop=x", "shop=y", "kind=p", "kind=q"]);
    assert_eq!(
        hierarchy.aggregate(&[1.0, 2.0, 3.0, 4.0]).unwrap()[..5],
        [10.0, 3.0, 7.0, 4.0, 6.0]
    );
}
