//! The greatest eigenvalues of a symmetric matrix.
//!
//! Lanczos' iteration with full reorthogonalisation, carried on until the residuals are those of a direct method
//! (Golub and Van Loan, *Matrix Computations*, 4th edition, section 10.1): a few matrix–vector products where a direct
//! method takes several n³.

use nalgebra::{DMatrix, DVector, SymmetricEigen};
use neuron_random::{Rng, Stream};

/// Size below which the direct method is as fast.
const DIRECT: usize = 64;

/// Residual at which an eigenvector is done, relative to the greatest eigenvalue.
const RESIDUAL: f64 = 1e-13;

/// The `count` greatest eigenvalues, falling, and their vectors `[n, count]` of length 1, in each of which the entry of
/// greatest size is positive.
pub(super) fn greatest(matrix: &DMatrix<f64>, count: usize) -> (Vec<f64>, DMatrix<f64>) {
    let size = matrix.nrows();
    let (values, mut vectors) = if size <= DIRECT || 3 * count >= size {
        direct(matrix, count)
    } else {
        lanczos(matrix, count)
    };
    for mut column in vectors.column_iter_mut() {
        // The first of equal ones, so that rounding decides as little as possible.
        let largest =
            column.iter().fold(0.0_f64, |most, x| if x.abs() > most.abs() { *x } else { most });
        if largest < 0.0 {
            column.neg_mut();
        }
    }
    (values, vectors)
}

fn direct(matrix: &DMatrix<f64>, count: usize) -> (Vec<f64>, DMatrix<f64>) {
    let eigen = SymmetricEigen::new(matrix.clone());
    let order = falling(&eigen.eigenvalues);
    let order = &order[..count.min(order.len())];
    let values = order.iter().map(|at| eigen.eigenvalues[*at]).collect();
    (values, eigen.eigenvectors.select_columns(order))
}

fn falling(values: &DVector<f64>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    order
}

fn lanczos(matrix: &DMatrix<f64>, count: usize) -> (Vec<f64>, DMatrix<f64>) {
    let size = matrix.nrows();
    let mut basis: Vec<DVector<f64>> = Vec::new();
    let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut next = start(size, 0);
    let mut check = (2 * count + 20).min(size);
    loop {
        let product = matrix * &next;
        diagonal.push(product.dot(&next));
        basis.push(next);
        let mut rest = product;
        let before = rest.norm();
        orthogonalise(&mut rest, &basis);
        let mut length = rest.norm();
        // The space is closed under the matrix: go on from another direction.
        if length <= 1e-14 * before.max(f64::MIN_POSITIVE) {
            length = 0.0;
            rest = start(size, basis.len() as u32);
            orthogonalise(&mut rest, &basis);
        }
        let steps = basis.len();
        if steps == check || steps == size {
            let small = DMatrix::from_fn(steps, steps, |i, j| match i.abs_diff(j) {
                0 => diagonal[i],
                1 => beside[i.min(j)],
                _ => 0.0,
            });
            let eigen = SymmetricEigen::new(small);
            let order = falling(&eigen.eigenvalues);
            let scale = eigen.eigenvalues[order[0]].abs();
            let residual = |at: &usize| (length * eigen.eigenvectors[(steps - 1, *at)]).abs();
            let done = order.iter().take(count).all(|at| residual(at) <= RESIDUAL * scale);
            if done || steps == size {
                let order = &order[..count];
                let values = order.iter().map(|at| eigen.eigenvalues[*at]).collect();
                let chosen = eigen.eigenvectors.select_columns(order);
                return (values, DMatrix::from_columns(&basis) * chosen);
            }
            check = (check + check / 4 + 8).min(size);
        }
        beside.push(length);
        next = rest.normalize();
    }
}

/// Twice, since once loses digits.
fn orthogonalise(vector: &mut DVector<f64>, basis: &[DVector<f64>]) {
    for _ in 0..2 {
        for known in basis {
            let share = known.dot(vector);
            vector.axpy(-share, known, 1.0);
        }
    }
}

fn start(size: usize, place: u32) -> DVector<f64> {
    let mut draws = Stream::new(0, "lanczos start").step(place).rng();
    DVector::from_fn(size, |_, _| draws.random::<f64>() - 0.5).normalize()
}

#[cfg(test)]
mod tests {
    use super::{direct, lanczos};
    use nalgebra::DMatrix;

    #[test]
    fn both_methods_agree() {
        let factor =
            DMatrix::from_fn(90, 120, |i, j| ((i * 37 + j * 101) % 83) as f64 / 41.0 - 1.0);
        let matrix = &factor * factor.transpose();
        let (values, vectors) = lanczos(&matrix, 6);
        let (expected, directions) = direct(&matrix, 6);
        for at in 0..6 {
            assert!((values[at] / expected[at] - 1.0).abs() < 1e-12, "{at}");
            let cosine = vectors.column(at).dot(&directions.column(at)).abs();
            assert!((cosine - 1.0).abs() < 1e-10, "{at}: {cosine}");
        }
    }

    #[test]
    fn equal_eigenvalues_are_all_found() {
        let values = [5.0, 5.0, 5.0, 2.0, 1.0];
        let matrix = DMatrix::from_fn(80, 80, |i, j| {
            if i == j { values.get(i).copied().unwrap_or(0.5) } else { 0.0 }
        });
        let (found, vectors) = lanczos(&matrix, 4);
        assert!((found[2] - 5.0).abs() < 1e-12 && (found[3] - 2.0).abs() < 1e-12, "{found:?}");
        let residual = &matrix * &vectors - &vectors * DMatrix::from_diagonal(&found.into());
        assert!(residual.norm() < 1e-11);
    }
}
