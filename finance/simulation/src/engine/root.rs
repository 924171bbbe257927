//! Correlated increments from independent normals.

use crate::factor;
use crate::generator::{LANES, Real};
use nalgebra::DMatrix;

/// How a covariance is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// Cholesky's factor: half the work.
    Triangular,
    /// Principal components, the greatest first: the first coordinates of a net, which are its best,
    /// decide most (P. Acworth, M. Broadie and P. Glasserman, 1998).
    Principal,
}

/// A root of a covariance matrix, row after row; of a triangular one without what is above the
/// diagonal.
#[derive(Clone, Debug)]
pub(super) struct Root<F> {
    entries: Vec<F>,
    arrangement: Arrangement,
}

impl<F: Real> Root<F> {
    /// From the triangular root of the matrix.
    pub(super) fn new(root: &DMatrix<f64>, arrangement: Arrangement) -> Self {
        let assets = root.nrows();
        let of_rows = |root: &DMatrix<f64>, length: fn(usize, usize) -> usize| -> Vec<F> {
            let row = |i| (0..length(i, assets)).map(move |j| F::of(root[(i, j)]));
            (0..assets).flat_map(row).collect()
        };
        let entries = match arrangement {
            Arrangement::Triangular => of_rows(root, |i, _| i + 1),
            Arrangement::Principal => of_rows(&factor::principal(root), |_, assets| assets),
        };
        Self { entries, arrangement }
    }

    /// `out` = `drift` + A `normals`, with A the root; rows of lanes, each summed from left to right.
    #[inline(always)]
    pub(super) fn apply(&self, drift: &[F], normals: &[F], out: &mut [F]) {
        match self.arrangement {
            Arrangement::Triangular => self.apply_triangular(drift, normals, out),
            Arrangement::Principal => self.apply_full(drift, normals, out),
        }
    }

    #[inline(always)]
    fn apply_full(&self, drift: &[F], normals: &[F], out: &mut [F]) {
        let rows = self.entries.chunks_exact(drift.len());
        for ((row, out), &drift) in rows.zip(out.chunks_exact_mut(LANES)).zip(drift) {
            let mut sum = [drift; LANES];
            for (&entry, lane) in row.iter().zip(normals.chunks_exact(LANES)) {
                for l in 0..LANES {
                    sum[l] += entry * lane[l];
                }
            }
            out.copy_from_slice(&sum);
        }
    }

    /// Two rows go together: a lane of normals is loaded once for both, and neither waits for its
    /// own sums.
    #[inline(always)]
    fn apply_triangular(&self, drift: &[F], normals: &[F], out: &mut [F]) {
        let mut rest = self.entries.as_slice();
        for (pair, out) in out.chunks_mut(2 * LANES).enumerate() {
            let i = 2 * pair;
            let (row, below) = rest.split_at(i + 1);
            let mut sum = [drift[i]; LANES];
            if out.len() == LANES {
                for (&entry, lane) in row.iter().zip(normals.chunks_exact(LANES)) {
                    for l in 0..LANES {
                        sum[l] += entry * lane[l];
                    }
                }
                out.copy_from_slice(&sum);
                return;
            }
            let (next, below) = below.split_at(i + 2);
            let mut other = [drift[i + 1]; LANES];
            for ((&entry, &under), lane) in row.iter().zip(next).zip(normals.chunks_exact(LANES)) {
                for l in 0..LANES {
                    sum[l] += entry * lane[l];
                    other[l] += under * lane[l];
                }
            }
            let (diagonal, lane) = (next[i + 1], &normals[(i + 1) * LANES..][..LANES]);
            for l in 0..LANES {
                other[l] += diagonal * lane[l];
            }
            let (first, second) = out.split_at_mut(LANES);
            first.copy_from_slice(&sum);
            second.copy_from_slice(&other);
            rest = below;
        }
    }
}
