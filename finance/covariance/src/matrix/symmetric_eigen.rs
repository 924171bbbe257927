//! Eigenvalues and eigenvectors of a symmetric matrix.
//!
//! Householder reflections to a tridiagonal matrix, then implicit QR steps with Wilkinson's shift:
//! G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th edition (2013), algorithms 8.3.1 and
//! 8.3.2. Convergence is proved for that shift, and a matrix of low rank, as that of more assets than
//! observations, is no special case. (Of nalgebra 0.35's own decomposition endless iterations and NaN
//! are reported on such matrices: its issues 379 and 1025.)

use nalgebra::{DMatrix, DVector};

/// QR steps for an eigenvalue that suffice many times over: two are usual.
const STEPS_PER_EIGENVALUE: usize = 60;

/// The eigenvalues, `[n]`, in no order, and the vectors as columns, `[n, n]`, of a symmetric and finite
/// matrix.
pub(super) fn symmetric_eigen(matrix: &DMatrix<f64>) -> (DVector<f64>, DMatrix<f64>) {
    let mut tridiagonal = Tridiagonal::of(matrix);
    let mut vectors = tridiagonal.reflections();
    tridiagonal.diagonalise(Some(&mut vectors));
    (DVector::from_vec(tridiagonal.diagonal) * tridiagonal.scale, vectors)
}

/// The eigenvalues alone, `[n]`, in no order.
pub(super) fn symmetric_eigenvalues(matrix: &DMatrix<f64>) -> DVector<f64> {
    let mut tridiagonal = Tridiagonal::of(matrix);
    tridiagonal.diagonalise(None);
    DVector::from_vec(tridiagonal.diagonal) * tridiagonal.scale
}

/// `Qᵀ A Q / scale`, and the reflections that make up `Q`.
struct Tridiagonal {
    scale: f64,
    diagonal: Vec<f64>,
    /// Entry `k` stands beside `k` and `k + 1` of the diagonal.
    beside: Vec<f64>,
    /// Reflection `k` is `I - v vᵀ`, where `v` has zeros up to `k`.
    reflectors: Vec<DVector<f64>>,
}

impl Tridiagonal {
    fn of(matrix: &DMatrix<f64>) -> Self {
        let n = matrix.ncols();
        // Squares of what is scaled to one neither overflow nor vanish.
        let scale = if matrix.amax() > 0.0 { matrix.amax() } else { 1.0 };
        let mut rest = matrix / scale;
        let mut beside = Vec::with_capacity(n.saturating_sub(1));
        let mut reflectors = Vec::new();
        for k in 0..n.saturating_sub(1) {
            let mut v = DVector::zeros(n);
            for i in k + 1..n {
                v[i] = rest[(i, k)];
            }
            let norm = v.norm();
            let sign = if v[k + 1] < 0.0 { -1.0 } else { 1.0 };
            beside.push(-sign * norm);
            if norm > 0.0 && k + 2 < n {
                v[k + 1] += sign * norm;
                let length = v.norm();
                v *= std::f64::consts::SQRT_2 / length;
                reflect_both_sides(&mut rest, &v, k + 1);
            } else {
                beside[k] = rest[(k + 1, k)];
                v.fill(0.0);
            }
            reflectors.push(v);
        }
        let diagonal = rest.diagonal().as_slice().to_vec();
        Self { scale, diagonal, beside, reflectors }
    }

    /// The product of the reflections, `[n, n]`.
    fn reflections(&self) -> DMatrix<f64> {
        let n = self.diagonal.len();
        let mut product = DMatrix::identity(n, n);
        for (k, v) in self.reflectors.iter().enumerate().rev() {
            // Up to `k` the product is still the identity.
            for mut column in product.columns_mut(k + 1, n - k - 1).column_iter_mut() {
                let along = column.dot(v);
                column.axpy(-along, v, 1.0);
            }
        }
        product
    }

    /// Turns what stands beside the diagonal to zero, and the vectors, if any, along with it.
    fn diagonalise(&mut self, mut vectors: Option<&mut DMatrix<f64>>) {
        let n = self.diagonal.len();
        let norm = self.diagonal.iter().chain(&self.beside).fold(0.0_f64, |m, x| m.max(x.abs()));
        let mut high = n.saturating_sub(1);
        for _ in 0..STEPS_PER_EIGENVALUE * n {
            while high > 0 && self.negligible(high - 1, norm) {
                self.beside[high - 1] = 0.0;
                high -= 1;
            }
            if high == 0 {
                return;
            }
            let mut low = high - 1;
            while low > 0 && !self.negligible(low - 1, norm) {
                low -= 1;
            }
            self.step(low, high, vectors.as_deref_mut());
        }
    }

    /// Whether an entry beside the diagonal is lost in the rounding of its neighbours, or far below
    /// that of the whole matrix.
    fn negligible(&self, k: usize, norm: f64) -> bool {
        let near = self.diagonal[k].abs() + self.diagonal[k + 1].abs();
        self.beside[k].abs() <= f64::EPSILON * near.max(1e-3 * norm)
    }

    /// One implicit QR step on the rows from `low` to `high`.
    fn step(&mut self, low: usize, high: usize, mut vectors: Option<&mut DMatrix<f64>>) {
        let (d, e) = (&mut self.diagonal, &mut self.beside);
        let half = 0.5 * (d[high - 1] - d[high]);
        let sign = if half < 0.0 { -1.0 } else { 1.0 };
        let last = e[high - 1];
        let shift = d[high] - last * (last / (half + sign * half.hypot(last)));
        let (mut x, mut bulge) = (d[low] - shift, e[low]);
        for k in low..high {
            let length = x.hypot(bulge);
            let (c, s) = if length > 0.0 { (x / length, bulge / length) } else { (1.0, 0.0) };
            if k > low {
                e[k - 1] = length;
            }
            let (upper, between, lower) = (d[k], e[k], d[k + 1]);
            d[k] = c * c * upper + 2.0 * c * s * between + s * s * lower;
            d[k + 1] = s * s * upper - 2.0 * c * s * between + c * c * lower;
            e[k] = c * s * (lower - upper) + (c * c - s * s) * between;
            if k + 1 < high {
                x = e[k];
                bulge = s * e[k + 1];
                e[k + 1] *= c;
            }
            if let Some(vectors) = vectors.as_deref_mut() {
                let (mut first, mut second) = vectors.columns_range_pair_mut(k, k + 1);
                for (a, b) in first.iter_mut().zip(second.iter_mut()) {
                    (*a, *b) = (c * *a + s * *b, c * *b - s * *a);
                }
            }
        }
    }
}

/// `(I - v vᵀ) A (I - v vᵀ)` on the rows and columns from `from` on, where `vᵀ v = 2`.
fn reflect_both_sides(matrix: &mut DMatrix<f64>, v: &DVector<f64>, from: usize) {
    let n = v.len();
    let mut product = DVector::zeros(n);
    for j in from..n {
        product.axpy(v[j], &matrix.column(j), 1.0);
    }
    product.rows_mut(0, from).fill(0.0);
    let half = 0.5 * product.dot(v);
    product.axpy(-half, v, 1.0);
    for j in from..n {
        let (a, b) = (product[j], v[j]);
        let mut column = matrix.column_mut(j);
        column.axpy(-a, v, 1.0);
        column.axpy(-b, &product, 1.0);
    }
}
