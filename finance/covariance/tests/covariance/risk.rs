use crate::data::covariance;
use nalgebra::{DMatrix, DVector};
use neuron_covariance::portfolios::{equal_weight, maximum_diversification};
use neuron_covariance::risk::{effective_bets, risk_contributions};

#[test]
fn marginal_risk_is_the_slope_of_volatility() {
    let covariance = covariance();
    let weights = [0.3, 0.1, -0.1, 0.2, 0.05, 0.25, 0.1, 0.1];
    let risk = risk_contributions(&covariance, &weights).unwrap();
    assert!((risk.component.iter().sum::<f64>() - risk.volatility).abs() < 1e-16);
    assert!((risk.share.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    for i in 0..8 {
        let volatility = |step: f64| {
            let mut moved = weights;
            moved[i] += step;
            let moved = DVector::from_row_slice(&moved);
            moved.dot(&(covariance.matrix() * &moved)).sqrt()
        };
        let slope = (volatility(1e-5) - volatility(-1e-5)) / 2e-5;
        assert!((slope - risk.marginal[i]).abs() < 1e-9);
    }
}

/// At the most diversified portfolio all held assets have the same correlation with it, which is one
/// over the ratio (Choueifaty and Coignard, 2008).
#[test]
fn the_most_diversified_portfolio_is_equally_correlated() {
    let covariance = covariance();
    let most = maximum_diversification(&covariance).unwrap();
    let risk = risk_contributions(&covariance, &most.weights).unwrap();
    for (i, marginal) in risk.marginal.iter().enumerate() {
        let correlation = marginal / covariance.standard_deviations()[i];
        assert!(correlation * risk.diversification_ratio >= 1.0 - 1e-12);
        assert!(
            most.weights[i] == 0.0
                || (correlation * risk.diversification_ratio - 1.0).abs() < 1e-12
        );
    }
    let equal = risk_contributions(&covariance, &equal_weight(&covariance).weights).unwrap();
    assert!(risk.diversification_ratio > equal.diversification_ratio);
    assert!((equal.effective_assets - 8.0).abs() < 1e-12);
}

/// The torsion's bets are uncorrelated, and explain the portfolio's variance with the shares stated.
#[test]
fn effective_bets_are_uncorrelated() {
    let covariance = covariance();
    let weights = DVector::from_vec(equal_weight(&covariance).weights);
    let bets = effective_bets(&covariance, weights.as_slice()).unwrap();
    assert!(bets.principal > 1.0 && bets.principal < 8.0);
    assert!(bets.torsion > bets.principal && bets.torsion < 8.0, "{bets:?}");
    for shares in [&bets.principal_shares, &bets.torsion_shares] {
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-14);
    }
    // Another way: t = D C^(-1/2) D⁻¹ turns returns into bets of the same volatilities.
    let correlation = covariance.correlation();
    let eigen = correlation.symmetric_eigen();
    let inverse_root = &eigen.eigenvectors
        * DMatrix::from_diagonal(&eigen.eigenvalues.map(|v| 1.0 / v.sqrt()))
        * eigen.eigenvectors.transpose();
    let deviations = DMatrix::from_diagonal(&covariance.standard_deviations());
    let torsion = &deviations * inverse_root * deviations.clone().try_inverse().unwrap();
    let of_bets = &torsion * covariance.matrix() * torsion.transpose();
    let exposures = torsion.transpose().try_inverse().unwrap() * &weights;
    let variance = weights.dot(&(covariance.matrix() * &weights));
    for i in 0..8 {
        for j in 0..i {
            assert!(of_bets[(i, j)].abs() < 1e-16);
        }
        let share = exposures[i].powi(2) * of_bets[(i, i)] / variance;
        assert!((share - bets.torsion_shares[i]).abs() < 1e-12);
    }
}
