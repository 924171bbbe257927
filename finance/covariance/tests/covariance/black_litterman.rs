use crate::data::{covariance, market};
use crate::peers::{assert_close, assert_matrix, matrix, value, vector};
use nalgebra::DMatrix;
use neuron_covariance::black_litterman::{
    Prior, Uncertainty, View, market_risk_aversion, posterior,
};

fn market_prior() -> Prior {
    Prior::Market {
        capitalisations: vec![900.0, 400.0, 300.0, 250.0, 120.0, 80.0, 60.0, 20.0],
        risk_aversion: 2.5,
        risk_free_rate: 0.02,
    }
}

fn views() -> Vec<View> {
    let third = [("B", 0.5), ("D", 0.5), ("G", -1.0)];
    vec![
        View::absolute("A", 0.12),
        View::relative("C", "F", 0.03),
        View {
            weights: third.map(|(name, weight)| (name.to_string(), weight)).to_vec(),
            expected_return: -0.01,
        },
    ]
}

/// pypfopt 1.6.0: `BlackLittermanModel(S, pi=market_implied_prior_returns(caps, 2.5, S, 0.02), Q=…,
/// P=…, tau=0.05, omega=…)`: `bl_returns`, `bl_cov`, `omega` and `bl_weights(2.5)`.
#[test]
fn posteriors_are_those_of_pyportfolioopt() {
    let covariance = covariance();
    assert_close(
        &market_prior().expected_returns(&covariance).unwrap(),
        &vector("bl_prior"),
        1e-14,
    );
    for (uncertainty, key) in [
        (Uncertainty::Proportional, "default"),
        (Uncertainty::Confidences(vec![0.3, 0.6, 1.0]), "idzorek"),
        (Uncertainty::Variances(vec![0.001, 0.002, 0.0005]), "given"),
        (Uncertainty::Given(matrix("bl_omega_given")), "given"),
    ] {
        let result = posterior(&covariance, &market_prior(), &views(), &uncertainty, 0.05).unwrap();
        assert_close(&result.expected_returns, &vector(&format!("bl_returns_{key}")), 1e-13);
        let expected = matrix(&format!("bl_cov_{key}"));
        assert_matrix(result.covariance.matrix(), &expected, 1e-14);
        assert_matrix(&result.uncertainty, &matrix(&format!("bl_omega_{key}")), 1e-15);
        let weights = result.weights(&covariance, 2.5).unwrap();
        assert_close(&weights, &vector(&format!("bl_weights_{key}")), 1e-11);
    }
}

/// pypfopt 1.6.0: `market_implied_risk_aversion(prices, risk_free_rate=0.02)`.
#[test]
fn risk_aversion_is_that_of_pyportfolioopt() {
    let expected = value("risk_aversion").as_f64().unwrap();
    assert!((market_risk_aversion(&market(), 0.02, 252.0).unwrap() - expected).abs() < 1e-10);
}

/// The formula of the paper, with the inverses that the library avoids.
#[test]
fn the_posterior_weighs_prior_and_views_by_precision() {
    let covariance = covariance();
    let names = covariance.names().to_vec();
    let variances = vec![0.001, 0.002, 0.0005];
    let result = posterior(
        &covariance,
        &market_prior(),
        &views(),
        &Uncertainty::Variances(variances.clone()),
        0.05,
    )
    .unwrap();
    let picking = DMatrix::from_fn(3, 8, |k, i| {
        views()[k].weights.iter().filter(|(n, _)| *n == names[i]).map(|(_, w)| w).sum()
    });
    let prior_precision = (covariance.matrix() * 0.05).try_inverse().unwrap();
    let view_precision =
        DMatrix::from_diagonal(&nalgebra::DVector::from_vec(variances)).try_inverse().unwrap();
    let spread = (&prior_precision + picking.transpose() * &view_precision * &picking)
        .try_inverse()
        .unwrap();
    let believed = nalgebra::DVector::from_vec(vec![0.12, 0.03, -0.01]);
    let prior = nalgebra::DVector::from_vec(result.prior.clone());
    let mean =
        &spread * (prior_precision * prior + picking.transpose() * view_precision * believed);
    assert_close(&result.expected_returns, mean.as_slice(), 1e-12);
    assert_matrix(result.covariance.matrix(), &(covariance.matrix() + spread), 1e-13);
}

#[test]
fn certain_views_hold_and_worthless_ones_vanish() {
    let covariance = covariance();
    let certain = Uncertainty::Confidences(vec![1.0, 1.0, 1.0]);
    let result = posterior(&covariance, &market_prior(), &views(), &certain, 0.05).unwrap();
    let at = |i: usize| result.expected_returns[i];
    assert!((at(0) - 0.12).abs() < 1e-14);
    assert!((at(2) - at(5) - 0.03).abs() < 1e-14);
    assert!((0.5 * at(1) + 0.5 * at(3) - at(6) + 0.01).abs() < 1e-14);

    let worthless = Uncertainty::Confidences(vec![0.0; 3]);
    let result = posterior(&covariance, &market_prior(), &views(), &worthless, 0.05).unwrap();
    assert_eq!(result.expected_returns, result.prior);
    assert_matrix(result.covariance.matrix(), &(covariance.matrix() * 1.05), 1e-16);
    // The market is the best portfolio for its own prior; the riskless rate must be taken off.
    let Prior::Market { capitalisations, risk_aversion, .. } = market_prior() else {
        unreachable!()
    };
    let excess = Prior::Market { capitalisations, risk_aversion, risk_free_rate: 0.0 };
    let result = posterior(&covariance, &excess, &[], &Uncertainty::Proportional, 0.05).unwrap();
    let weights = result.weights(&covariance, 2.5).unwrap();
    assert!((weights[0] - 900.0 / 2130.0).abs() < 1e-12);
}
