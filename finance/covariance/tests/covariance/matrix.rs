use crate::data::{Uniforms, names};
use crate::peers::assert_matrix;
use nalgebra::{DMatrix, dmatrix, dvector};
use neuron_covariance::Covariance;
use neuron_covariance::matrix::{
    correlation, descending_eigen, nearest_covariance, nearest_positive_semidefinite, rescaled,
};

/// Higham (2002), section 4: the nearest correlation matrix to four figures.
#[test]
fn nearest_correlation_is_that_of_the_paper() {
    let given = dmatrix![1.0, 1.0, 0.0; 1.0, 1.0, 1.0; 0.0, 1.0, 1.0];
    let nearest =
        nearest_covariance(&Covariance::new(names(3), given).unwrap(), 1e-14, 1000).unwrap();
    let expected = dmatrix![1.0, 0.7607, 0.1573; 0.7607, 1.0, 0.7607; 0.1573, 0.7607, 1.0];
    assert_matrix(nearest.covariance.matrix(), &expected, 5e-5);
    assert!(nearest.before.min_eigenvalue < -0.4);
    assert!(nearest.after.is_positive_semidefinite(3), "{:?}", nearest.after);
    // The paper's distance, to its four figures.
    assert!((nearest.distance - 0.5278).abs() < 5e-5, "{}", nearest.distance);
}

/// No correlation matrix that is tried lies nearer.
#[test]
fn nearest_correlation_is_nearer_than_others() {
    let mut draws = Uniforms::new(9);
    let given = DMatrix::from_fn(5, 5, |i, j| if i == j { 1.0 } else { 0.0 });
    let mut given: DMatrix<f64> = given;
    for i in 0..5 {
        for j in 0..i {
            given[(i, j)] = 1.9 * draws.draw() - 0.95;
            given[(j, i)] = given[(i, j)];
        }
    }
    let covariance = Covariance::new(names(5), given.clone()).unwrap();
    assert!(covariance.spectrum().min_eigenvalue < -0.1);
    let nearest = nearest_covariance(&covariance, 1e-13, 10_000).unwrap();
    let found = nearest.covariance.matrix();
    let clipped = nearest_positive_semidefinite(&covariance).unwrap();
    assert!(clipped.distance <= nearest.distance, "one constraint fewer");
    let (values, _) = descending_eigen(&given);
    let negative: f64 = values.iter().map(|v| v.min(0.0).powi(2)).sum();
    assert!((clipped.distance - negative.sqrt()).abs() < 1e-12, "the norm of the negative part");
    for _ in 0..2000 {
        // A random correlation matrix near the one found.
        let noise = DMatrix::from_fn(5, 8, |_, _| draws.bell());
        let other = found + (&noise * noise.transpose()) * (0.2 * draws.draw());
        let other = correlation(&other);
        assert!((&other - &given).norm() >= nearest.distance - 1e-9);
    }
}

#[test]
fn what_is_semidefinite_stays() {
    let covariance = crate::data::covariance();
    let nearest = nearest_covariance(&covariance, 1e-12, 100).unwrap();
    assert_eq!((nearest.covariance, nearest.distance, nearest.iterations), (covariance, 0.0, 0));
}

#[test]
fn correlations_and_deviations_make_the_covariance() {
    let covariance = crate::data::covariance();
    let again = rescaled(&covariance.correlation(), &covariance.standard_deviations());
    assert_matrix(&again, covariance.matrix(), 1e-17);
}

#[test]
fn eigenvectors_fall_in_value_and_rebuild_the_matrix() {
    let matrix = crate::data::covariance().matrix().clone();
    let (values, vectors) = descending_eigen(&matrix);
    assert!(values.as_slice().is_sorted_by(|a, b| a >= b));
    let rebuilt = &vectors * DMatrix::from_diagonal(&values) * vectors.transpose();
    assert_matrix(&rebuilt, &matrix, 1e-15);
    let spectrum = crate::data::covariance().spectrum();
    assert!((spectrum.condition_number - values[0] / values[7]).abs() < 1e-9);
    let plain = descending_eigen(&dmatrix![2.0, 0.0; 0.0, 5.0]).0;
    assert_eq!(plain, dvector![5.0, 2.0]);
}
