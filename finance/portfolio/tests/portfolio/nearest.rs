use crate::moments::covariance;
use nalgebra::SymmetricEigen;
use neuron_portfolio::{Objective, PortfolioError, Problem, nearest_positive_semidefinite};

#[test]
fn what_is_refused_can_be_mended() {
    let mut broken = covariance();
    broken[(0, 1)] = 0.6;
    broken[(1, 0)] = 0.6;
    let problem = Problem::new(crate::moments::NAMES);
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

    let near = nearest_positive_semidefinite(&broken).unwrap();
    assert_eq!(near.distance, distance);
    // The distance is that of the negative eigenvalues alone.
    let negative: f64 = eigenvalues.iter().map(|value| value.min(0.0).powi(2)).sum();
    assert!((distance - negative.sqrt()).abs() < 1e-12);
    assert!(SymmetricEigen::new(near.matrix.clone()).eigenvalues.min() > -1e-14);
    let solution = problem.covariance(near.matrix).solve(&Objective::MinimumVolatility).unwrap();
    assert!(solution.kkt.largest() < 1e-9);
}

#[test]
fn a_covariance_stays_as_it_is() {
    let near = nearest_positive_semidefinite(&covariance()).unwrap();
    assert!(near.distance < 1e-14 && near.smallest_eigenvalue > 0.0);
}

#[test]
fn what_is_no_square_of_numbers_is_refused() {
    let wide = nalgebra::DMatrix::<f64>::zeros(2, 3);
    assert!(matches!(nearest_positive_semidefinite(&wide), Err(PortfolioError::Size { .. })));
    let mut holed = covariance();
    holed[(3, 3)] = f64::NAN;
    assert!(matches!(nearest_positive_semidefinite(&holed), Err(PortfolioError::NotFinite { .. })));
}
