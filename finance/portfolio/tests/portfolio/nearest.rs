use crate::moments::{NAMES, covariance};
use nalgebra::{DMatrix, SymmetricEigen};
use neuron_covariance::{Covariance, matrix::nearest_positive_semidefinite};
use neuron_portfolio::{Objective, PortfolioError, Problem};

#[test]
fn what_is_refused_can_be_mended() {
    let mut broken = covariance();
    broken[(0, 1)] = 0.6;
    broken[(1, 0)] = 0.6;
    let problem = Problem::new(NAMES);
    let error = problem
        .clone()
        .covariance(broken.clone())
        .solve(&Objective::MinimumVolatility)
        .unwrap_err();
    let PortfolioError::NotPositiveSemidefinite { smallest, distance, .. } = error else {
        panic!("{error}");
    };
    let eigenvalues = SymmetricEigen::new(broken.clone()).eigenvalues;
    assert!((eigenvalues.min() - smallest).abs() < 1e-12 && smallest < -1e-3);
    let said = error.to_string();
    assert!(said.contains("smallest eigenvalue is -") && said.contains("distance of"), "{said}");

    let names = NAMES.map(String::from).to_vec();
    let near = nearest_positive_semidefinite(&Covariance::new(names, broken).unwrap()).unwrap();
    // The distance said before the matrix is made is the one found after.
    assert!((near.distance - distance).abs() < 1e-12);
    assert!((near.before.min_eigenvalue - smallest).abs() < 1e-12);
    let mended = near.covariance.matrix().clone();
    let solution = problem.covariance(mended).solve(&Objective::MinimumVolatility).unwrap();
    assert!(solution.kkt.largest() < 1e-9);
}

/// Fewer observations than assets: a matrix of low rank is no mistake, and its decomposition ends.
#[test]
fn a_matrix_of_low_rank_is_solved() {
    let observations = DMatrix::from_fn(6, NAMES.len(), |t, i| {
        0.01 * (1.3 * t as f64 + 0.7 * (i * i) as f64).sin()
    });
    let low_rank = observations.transpose() * &observations;
    let utility = Objective::Utility { risk_aversion: 2.0 };
    let solution = Problem::new(NAMES)
        .expected_returns(crate::moments::RETURNS.to_vec())
        .covariance(low_rank)
        .solve(&utility)
        .unwrap();
    assert!(solution.kkt.largest() < 1e-8, "{:?}", solution.kkt);
}
