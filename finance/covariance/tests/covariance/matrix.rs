use crate::data::{Uniforms, names};
use crate::peers::{assert_close, assert_matrix, vector};
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

/// numpy 2.4.6: `np.linalg.eigvalsh(np.cov(R.T))[::-1] * 1e4`.
#[test]
fn eigenvalues_are_those_of_numpy() {
    let per_period = crate::data::covariance().matrix() / 252.0 * 1e4;
    let (values, _) = descending_eigen(&per_period);
    assert_close(values.as_slice(), &vector("eigenvalues"), 1e-14);
}

/// Symmetric matrices of many kinds: `A V = V Λ` and `Vᵀ V = 1` to rounding.
#[test]
fn eigenvectors_are_orthogonal_and_solve_the_equation() {
    let mut draws = Uniforms::new(77);
    let mut matrices: Vec<DMatrix<f64>> = vec![
        DMatrix::zeros(4, 4),
        DMatrix::identity(5, 5),
        DMatrix::repeat(6, 6, 1.0),
        dmatrix![0.0, 1.0; 1.0, 0.0],
        dmatrix![-3.0],
        // A chain, whose diagonal is zero.
        DMatrix::from_fn(9, 9, |i, j: usize| if i.abs_diff(j) == 1 { 1.0 } else { 0.0 }),
        // Sixteen orders of magnitude.
        DMatrix::from_fn(8, 8, |i, j| {
            10.0_f64.powi(-((i + j) as i32)) / (1.0 + i.abs_diff(j) as f64)
        }),
        DMatrix::from_fn(3, 3, |_, _| 1e-200),
        DMatrix::from_fn(3, 3, |i, j| 1e200 * (i * j) as f64),
    ];
    for n in [3, 10, 33, 60] {
        let table = DMatrix::from_fn(n, n, |_, _| draws.bell());
        matrices.push(&table + table.transpose());
        // Ones and zeros at random, of low rank and with many equal eigenvalues.
        let coins = DMatrix::from_fn(n, n, |_, _| f64::from(draws.draw() < 0.1));
        matrices.push(coins.component_mul(&coins.transpose()));
        let few = DMatrix::from_fn(n, 2, |_, _| draws.bell());
        matrices.push(&few * few.transpose());
    }
    for matrix in matrices {
        let n = matrix.ncols();
        let scale = matrix.amax();
        let (values, vectors) = descending_eigen(&matrix);
        let tolerance = 1e-15 * (n as f64 + 4.0);
        let identity = DMatrix::identity(n, n);
        assert_matrix(&(vectors.transpose() * &vectors), &identity, tolerance);
        let residual = &matrix * &vectors - &vectors * DMatrix::from_diagonal(&values);
        assert!(residual.amax() <= tolerance * scale * (n as f64).sqrt(), "{matrix} {residual}");
        assert!((values.sum() - matrix.trace()).abs() <= tolerance * scale * n as f64);
    }
}
