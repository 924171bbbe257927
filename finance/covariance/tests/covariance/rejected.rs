//! Bad input: what is said about it.

use crate::data::{covariance, names, returns};
use nalgebra::{DMatrix, dmatrix};
use neuron_covariance::allocation::{AllocationMethod, Target, long_short};
use neuron_covariance::black_litterman::{Prior, Uncertainty, View, posterior};
use neuron_covariance::estimators::{
    Method, NoiseVariance, estimate, observed_factors, statistical_factors,
};
use neuron_covariance::expected_returns::{capital_asset_pricing, compound, exponential};
use neuron_covariance::hierarchy::{ClusterCount, LinkageMethod, linkage};
use neuron_covariance::matrix::nearest_covariance;
use neuron_covariance::portfolios::{
    HrpDefinition, hierarchical_risk_parity_within, minimum_variance, nested_minimum_variance,
};
use neuron_covariance::risk::risk_contributions;
use neuron_covariance::{Covariance, CovarianceError, ReturnKind, Returns};

#[track_caller]
fn says<T: std::fmt::Debug>(result: Result<T, CovarianceError>, expected: &str) {
    let error = result.unwrap_err().to_string();
    assert_eq!(error, expected);
    assert!(!error.contains('\n') && !error.ends_with('.'));
}

#[test]
fn returns_say_which_asset_and_row() {
    let two = || names(2);
    says(
        Returns::new(two(), dmatrix![0.1, 0.2; 0.0, f64::NAN]),
        "return of `B`, row 1, is NaN, expected a finite number; drop or fill it first",
    );
    says(
        Returns::new(two(), dmatrix![0.1, 0.2; 0.0, 0.2; 0.3, 0.2]),
        "asset `B` has the return 0.2 in every row; it has no risk to estimate, drop it",
    );
    says(
        Returns::new(two(), dmatrix![0.1, 0.1; 0.2, 0.2]),
        "assets `A` and `B` have the same returns in every row; drop one of them",
    );
    says(
        Returns::new(vec!["A".to_string(); 2], dmatrix![0.1, 0.2; 0.2, 0.1]),
        "asset `A` is given twice, in columns 0 and 1",
    );
    says(
        Returns::new(two(), dmatrix![0.1, 0.2]),
        "a covariance needs at least 2 observations, there are 1",
    );
    says(
        Returns::new(names(3), dmatrix![0.1, 0.2; 0.2, 0.1]),
        "the list of names of the table of returns has 3 entries, expected 2",
    );
    says(
        Returns::new(Vec::new(), DMatrix::zeros(5, 0)),
        "the table of returns has no assets, expected at least one",
    );
    for (price, message) in [
        (
            f64::INFINITY,
            "price of `A`, row 0, is inf, expected a finite number; drop or fill it first",
        ),
        (-3.0, "price of `A`, row 0, is -3, expected more than 0"),
    ] {
        let prices = dmatrix![price; 1.0; 2.0];
        says(Returns::from_prices(names(1), &prices, ReturnKind::Simple), message);
    }
    let proportional = Returns::new(two(), dmatrix![0.1, 0.2; 0.2, 0.4; -0.1, -0.2]).unwrap();
    assert_eq!(proportional.warnings()[0].to_string(), "`A` and `B` are perfectly correlated");
}

#[test]
fn covariances_say_which_entry() {
    says(
        Covariance::new(names(2), dmatrix![1.0, 0.5; 0.4, 1.0]),
        "covariance of `A` and `B` is 0.5 above and 0.4 below the diagonal; expected a symmetric matrix",
    );
    says(
        Covariance::new(names(2), dmatrix![1.0, 0.5; 0.5, 0.0]),
        "variance of `B` is 0, expected more than 0",
    );
    says(
        Covariance::new(names(2), DMatrix::zeros(3, 2)),
        "a column of the covariance has 3 entries, expected 2",
    );
}

#[test]
fn parameters_say_their_range() {
    let returns = returns();
    for (method, message) in [
        (Method::Sample { ddof: 120 }, "`ddof` is 120, expected fewer than there are observations"),
        (Method::Exponential { span: 0.5 }, "`span` is 0.5, expected at least 1"),
        (Method::RiskMetrics { decay: 1.0 }, "`decay` is 1, expected more than 0 and less than 1"),
        (
            Method::ShrunkIdentity { intensity: 1.5 },
            "`intensity` is 1.5, expected at least 0 and at most 1",
        ),
        (
            Method::Denoised { noise: NoiseVariance::Fitted { bandwidth: 0.0 }, detone: 0 },
            "`bandwidth` is 0, expected more than 0",
        ),
        (
            Method::Denoised { noise: NoiseVariance::default(), detone: 8 },
            "`detone` is 8, expected fewer than there are assets",
        ),
        (Method::Semicovariance { benchmark: -9.0 }, "variance of `A` is 0, expected more than 0"),
    ] {
        says(estimate(&returns, &method, 252.0), message);
    }
    says(
        estimate(&returns, &Method::LedoitWolfIdentity, 0.0),
        "`periods per year` is 0, expected a positive number, as 252 for trading days",
    );
    says(
        "shrunk".parse::<Method>().map(|_| ()),
        "`shrunk` is not a covariance estimator; there are sample, exponential, risk-metrics, \
         semicovariance, ledoit-wolf-identity, ledoit-wolf-single-factor, \
         ledoit-wolf-constant-correlation, oracle-approximating, shrunk-identity, \
         ledoit-wolf-nonlinear, denoised, detoned, gerber, gerber-normalised, statistical-factors",
    );
    says(
        statistical_factors(&returns, Some(9), 252.0),
        "`factors` is 9, expected at least 1 and at most the number of assets",
    );
    says(exponential(&returns, f64::NAN, true, 252.0), "`span` is NaN, expected at least 1");
    says(
        capital_asset_pricing(&returns, Some(&[0.1; 120]), 0.0, true, 252.0).map(|_| ()),
        "asset `market` has the return 0.1 in every row; it has no risk to estimate, drop it",
    );
    let ruined = Returns::new(names(1), dmatrix![0.1; -1.0; 0.2]).unwrap();
    says(
        compound(&ruined, 252.0),
        "return of `A`, row 1, is -1; a compound mean needs returns above -1",
    );
    let factors = returns.values().columns(0, 2).into_owned();
    let twice = DMatrix::from_fn(120, 3, |t, k| match k {
        2 => factors[(t, 0)] + factors[(t, 1)],
        _ => factors[(t, k)],
    });
    let dependent = Returns::new(names(3), twice).unwrap();
    assert!(matches!(
        observed_factors(&returns, &dependent, 252.0),
        Err(CovarianceError::NotPositiveDefinite { what: "the factors' covariance", .. })
    ));
}

#[test]
fn indefinite_covariances_say_their_least_eigenvalue() {
    let indefinite = dmatrix![1.0, 1.0, 0.0; 1.0, 1.0, 1.0; 0.0, 1.0, 1.0] * 0.04;
    let covariance = Covariance::new(names(3), indefinite).unwrap();
    let error = minimum_variance(&covariance).unwrap_err();
    assert!(matches!(error, CovarianceError::NotPositiveDefinite { .. }), "{error}");
    assert!(matches!(
        nearest_covariance(&covariance, 1e-15, 2),
        Err(CovarianceError::NotConverged { iterations: 2, .. })
    ));
    says(
        nested_minimum_variance(&covariance, LinkageMethod::Ward, ClusterCount::Given(4)),
        "`clusters` is 4, expected at least 1 and at most the number of assets",
    );
    says(
        linkage(&dmatrix![0.0, -1.0; -1.0, 0.0], LinkageMethod::Single),
        "`distance` is -1, expected a finite number of at least 0",
    );
}

#[test]
fn views_say_their_number() {
    let covariance = covariance();
    let prior = Prior::Given(vec![0.05; 8]);
    let ask = |views: &[View], uncertainty: Uncertainty| {
        posterior(&covariance, &prior, views, &uncertainty, 0.05).map(|_| ())
    };
    let plain = Uncertainty::Proportional;
    says(
        ask(&[View::absolute("A", 0.1), View::absolute("Z", 0.1)], plain.clone()),
        "view 2 names `Z`, which is not among the assets A, B, C, D, E, F, G, H",
    );
    says(
        ask(&[View::relative("A", "A", 0.1)], plain.clone()),
        "view 1: all weights are zero or cancel; name at least one asset",
    );
    says(
        ask(&[View::absolute("A", f64::NAN)], plain),
        "view 1: the expected return is not a finite number",
    );
    says(
        ask(&[View::absolute("A", 0.1)], Uncertainty::Confidences(vec![1.5])),
        "`confidence of a view` is 1.5, expected at least 0 and at most 1",
    );
    says(
        ask(&[View::absolute("A", 0.1)], Uncertainty::Variances(vec![0.1, 0.2])),
        "the list of the views' variances has 2 entries, expected 1",
    );
    let contrary = [View::absolute("A", 0.1), View::absolute("A", 0.2)];
    says(
        ask(&contrary, Uncertainty::Confidences(vec![1.0, 1.0])),
        "the views depend on each other and leave no uncertainty; drop one or lower a confidence",
    );
    says(
        posterior(&covariance, &prior, &[], &Uncertainty::Proportional, 0.0),
        "`tau` is 0, expected more than 0 and at most 1",
    );
    let negative =
        Prior::Market { capitalisations: vec![-1.0; 8], risk_aversion: 2.0, risk_free_rate: 0.0 };
    says(
        posterior(&covariance, &negative, &[], &Uncertainty::Proportional, 0.05),
        "`capitalisation` is -1, expected at least 0",
    );
}

#[test]
fn targets_and_weights_say_which_asset() {
    let make = |weights: [f64; 2], prices: [f64; 2], value| {
        Target::new(names(2), weights.to_vec(), prices.to_vec(), value)
    };
    says(make([0.7, 0.7], [1.0, 1.0], 10.0), "weights sum to 1.4, expected at most 1");
    says(
        make([1.2, -0.2], [1.0, 1.0], 10.0),
        "`weight` is -0.2, expected at least 0; allocate the short side by itself",
    );
    says(make([0.5, 0.5], [1.0, 0.0], 10.0), "price of `B`, row 1, is 0, expected more than 0");
    says(make([0.5, 0.5], [1.0, 1.0], 0.0), "`sum of money` is 0, expected more than 0");
    let (covariance, half, ones) = (covariance(), [0.5; 8], [1.0; 8]);
    for (lower, upper, message) in [
        (half, ones, "weights sum to 4, expected at most 1 for the least weights"),
        (
            [0.0; 8],
            [0.125 / 2.0; 8],
            "weights sum to 0.5, expected at least 1 for the greatest weights",
        ),
        (ones, half, "weight of `A` is bounded by 1 and 0.5, expected 0 <= lower <= upper <= 1"),
    ] {
        let single = HrpDefinition::Single;
        says(hierarchical_risk_parity_within(&covariance, single, &lower, &upper), message);
    }
    says(
        long_short(&names(2), &[0.0, 0.0], &[1.0, 1.0], 10.0, false, AllocationMethod::Greedy),
        "weights sum to 0, expected at least one weight other than 0",
    );
    says(
        risk_contributions(&covariance, &[0.5, 0.5]),
        "the list of weights has 2 entries, expected 8",
    );
    says(
        risk_contributions(&covariance, &[0.0; 8]),
        "variance of `portfolio` is 0, expected more than 0",
    );
}
