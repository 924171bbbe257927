/// Least squares by Householder reflections (Golub and Van Loan, *Matrix Computations*, section 5.3), with
/// buffers that are used again.
pub(crate) struct LeastSquares {
    matrix: Vec<f64>,
    right: Vec<f64>,
    rows: usize,
    columns: usize,
}

impl LeastSquares {
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        Self { matrix: vec![0.0; rows * columns], right: vec![0.0; rows], rows, columns }
    }

    /// The matrix, `[rows, columns]`, and the right side, to be filled before [`solve`](Self::solve), which
    /// destroys them.
    pub(crate) fn buffers(&mut self) -> (&mut [f64], &mut [f64]) {
        (&mut self.matrix, &mut self.right)
    }

    /// The coefficients. A matrix without full rank gives values that are not finite.
    pub(crate) fn solve(&mut self, coefficients: &mut [f64]) {
        let (m, n) = (self.rows, self.columns);
        let (a, b) = (&mut self.matrix, &mut self.right);
        for k in 0..n {
            let norm = (k..m).map(|i| a[i * n + k] * a[i * n + k]).sum::<f64>().sqrt();
            let alpha = if a[k * n + k] > 0.0 { -norm } else { norm };
            let pivot = a[k * n + k] - alpha;
            a[k * n + k] = alpha;
            // The reflector is (pivot, a[k+1.., k]); its squared length is -2 alpha pivot.
            let scale = -alpha * pivot;
            if scale == 0.0 {
                continue;
            }
            for j in k + 1..n {
                let mut dot = pivot * a[k * n + j];
                for i in k + 1..m {
                    dot += a[i * n + k] * a[i * n + j];
                }
                let factor = dot / scale;
                a[k * n + j] -= factor * pivot;
                for i in k + 1..m {
                    a[i * n + j] -= factor * a[i * n + k];
                }
            }
            let mut dot = pivot * b[k];
            for i in k + 1..m {
                dot += a[i * n + k] * b[i];
            }
            let factor = dot / scale;
            b[k] -= factor * pivot;
            for i in k + 1..m {
                b[i] -= factor * a[i * n + k];
            }
        }
        for k in (0..n).rev() {
            let mut sum = b[k];
            for j in k + 1..n {
                sum -= a[k * n + j] * coefficients[j];
            }
            coefficients[k] = sum / a[k * n + k];
        }
    }
}

/// The matrix `[columns, rows]` that takes a right side to its least-squares coefficients.
pub(crate) fn pseudo_inverse(matrix: &[f64], rows: usize, columns: usize) -> Vec<f64> {
    let mut solver = LeastSquares::new(rows, columns);
    let mut inverse = vec![0.0; columns * rows];
    let mut coefficients = vec![0.0; columns];
    for row in 0..rows {
        let (a, b) = solver.buffers();
        a.copy_from_slice(matrix);
        b.fill(0.0);
        b[row] = 1.0;
        solver.solve(&mut coefficients);
        for (column, value) in coefficients.iter().enumerate() {
            inverse[column * rows + row] = *value;
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::pseudo_inverse;

    #[test]
    fn a_line_through_three_points() {
        // y = 1 + 2 x is met exactly; the mean of three values is the coefficient of a column of ones.
        let inverse = pseudo_inverse(&[1.0, 0.0, 1.0, 1.0, 1.0, 2.0], 3, 2);
        let y = [1.0, 3.0, 5.0];
        let found: Vec<f64> =
            inverse.chunks(3).map(|row| row.iter().zip(y).map(|(a, b)| a * b).sum()).collect();
        assert!((found[0] - 1.0).abs() < 1e-14 && (found[1] - 2.0).abs() < 1e-14);
        let mean = pseudo_inverse(&[1.0, 1.0, 1.0], 3, 1);
        assert!(mean.iter().all(|one| (one - 1.0 / 3.0).abs() < 1e-15));
    }
}
