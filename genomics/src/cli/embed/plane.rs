//! The plane on which vectors lie furthest apart.

use nalgebra::{DMatrix, SymmetricEigen};
use neuron_random::{Rng, Stream};

/// Directions that are carried along beside the two that are wanted: more of them come to their end sooner.
const CARRIED: usize = 10;
/// Most turns of the iteration.
const TURNS: usize = 60;
/// It ends where the variance of neither component grows by more than this share.
const LEAST_GROWTH: f64 = 1e-9;

/// A number for each direction.
type Along = [f64; CARRIED];

/// Vectors on their first two principal components.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plane {
    /// A point for each vector.
    pub(super) points: Vec<(f64, f64)>,
    /// The share of the variance that each of both components has.
    pub(super) shares: (f64, f64),
}

/// The first two principal components (Hotelling, *Analysis of a complex of statistical variables*, 1933) of vectors of
/// one length, centred and not scaled, by block iteration from a random start (Halko, Martinsson and Tropp, *Finding
/// structure with randomness*, 2011, algorithm 4.4). The coordinate of greatest size is positive. Vectors that are all
/// equal lie on one point.
pub(super) fn plane(vectors: &[&[f32]]) -> Plane {
    let (rows, columns) = (vectors.len(), vectors.first().map_or(0, |vector| vector.len()));
    let nothing = || Plane { points: vec![(0.0, 0.0); rows], shares: (0.0, 0.0) };
    if rows < 2 || columns == 0 {
        return nothing();
    }
    let centred = Centred::new(vectors);
    let total = centred.square();
    if !(total.is_finite() && total > 0.0) {
        return nothing();
    }
    let carried = CARRIED.min(rows).min(columns);
    let mut rng = Stream::new(0, "genomics/embed/plane").rng();
    let start = DMatrix::from_fn(columns, carried, |_, _| rng.random::<f64>() - 0.5);
    let mut scores = centred.times(&start);
    let mut before = [0.0; 2];
    for _ in 0..TURNS {
        let directions = centred.transposed_times(&scores.qr().q()).qr().q();
        scores = centred.times(&directions);
        let now = axes(&scores).map(|(_, variance)| variance);
        let mut grown = now.iter().zip(before).map(|(now, before)| now - before);
        if grown.all(|more| more <= LEAST_GROWTH * total) {
            break;
        }
        before = now;
    }
    let [(first, variance), (second, other)] = axes(&scores);
    let points = first.into_iter().zip(second).collect();
    Plane { points, shares: (variance / total, other / total) }
}

/// Coordinates along the two directions of greatest variance within those of some scores, and their sums of squares.
fn axes(scores: &DMatrix<f64>) -> [(Vec<f64>, f64); 2] {
    let eigen = SymmetricEigen::new(scores.transpose() * scores);
    let mut order: Vec<usize> = (0..eigen.eigenvalues.len()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]).then(a.cmp(&b)));
    [0, 1].map(|at| {
        let Some(&place) = order.get(at) else { return (vec![0.0; scores.nrows()], 0.0) };
        let along = scores * eigen.eigenvectors.column(place);
        let largest =
            along.iter().fold(0.0_f64, |best, v| if v.abs() > best.abs() { *v } else { best });
        let sign = if largest < 0.0 { -1.0 } else { 1.0 };
        (along.iter().map(|value| sign * value).collect(), eigen.eigenvalues[place].max(0.0))
    })
}

/// Vectors as rows less their mean, which are not written down a second time.
struct Centred<'a> {
    rows: &'a [&'a [f32]],
    mean: Vec<f64>,
}

impl<'a> Centred<'a> {
    fn new(rows: &'a [&'a [f32]]) -> Self {
        let mut mean = vec![0.0; rows.first().map_or(0, |row| row.len())];
        for row in rows {
            mean.iter_mut().zip(*row).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        mean.iter_mut().for_each(|sum| *sum /= rows.len() as f64);
        Self { rows, mean }
    }

    fn row(&self, row: &'a [f32]) -> impl Iterator<Item = f64> {
        row.iter().zip(&self.mean).map(|(value, mean)| f64::from(*value) - mean)
    }

    fn square(&self) -> f64 {
        self.rows.iter().map(|row| self.row(row).map(|value| value * value).sum::<f64>()).sum()
    }

    /// Each row's products with the columns of a matrix.
    fn times(&self, matrix: &DMatrix<f64>) -> DMatrix<f64> {
        let factors = by_row(matrix);
        let products = self.rows.iter().map(|row| {
            let mut sums: Along = [0.0; CARRIED];
            for (value, factors) in self.row(row).zip(&factors) {
                sums.iter_mut().zip(factors).for_each(|(sum, factor)| *sum += value * factor);
            }
            sums
        });
        matrix_of(&products.collect::<Vec<Along>>(), matrix.ncols())
    }

    /// Each column's products with the columns of a matrix.
    fn transposed_times(&self, matrix: &DMatrix<f64>) -> DMatrix<f64> {
        let mut products: Vec<Along> = vec![[0.0; CARRIED]; self.mean.len()];
        for (row, factors) in self.rows.iter().zip(by_row(matrix)) {
            for (value, sums) in self.row(row).zip(&mut products) {
                sums.iter_mut().zip(factors).for_each(|(sum, factor)| *sum += value * factor);
            }
        }
        matrix_of(&products, matrix.ncols())
    }
}

/// The rows of a matrix of at most as many columns as are carried.
fn by_row(matrix: &DMatrix<f64>) -> Vec<Along> {
    let row = |row: usize| {
        let mut along = [0.0; CARRIED];
        along.iter_mut().zip(matrix.row(row).iter()).for_each(|(to, value)| *to = *value);
        along
    };
    (0..matrix.nrows()).map(row).collect()
}

fn matrix_of(rows: &[Along], columns: usize) -> DMatrix<f64> {
    DMatrix::from_fn(rows.len(), columns, |row, column| rows[row][column])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[Vec<f32>]) -> Plane {
        plane(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    /// Expected: NumPy 2.4.6, `u, s, v = np.linalg.svd(x - x.mean(0))`, `u[:, :2] * s[:2]` and `s**2 / (s**2).sum()`, with
    /// `x[i, j] = sin(i * i * (j + 1) / 3) * (6 - j)` in f32 for 8 rows and 5 columns.
    #[test]
    fn coordinates_are_those_of_a_singular_value_decomposition() {
        let value =
            |i: usize, j: usize| ((i * i * (j + 1)) as f64 / 3.0).sin() as f32 * (6 - j) as f32;
        let rows: Vec<Vec<f32>> = (0..8).map(|i| (0..5).map(|j| value(i, j)).collect()).collect();
        let found = of(&rows);
        #[rustfmt::skip]
        let expected: [(f64, f64); 8] = [
            (-0.2607300134, 0.4467450150),
            (-4.4136508365, 2.3508728179),
            (-5.3631810112, -0.3393733519),
            (-0.6188459716, -1.3380679982),
            (6.3378687874, -0.6524867620),
            (-2.6202642936, -5.4564586635),
            (5.7658748294, -1.7786458123),
            (1.1729285096, 6.7674147550),
        ];
        for (found, expected) in found.points.iter().zip(expected) {
            let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
            assert!(
                near(found.0, expected.0) && near(found.1, expected.1),
                "{found:?} {expected:?}"
            );
        }
        let (share, other) = found.shares;
        assert!(
            (share - 0.429241946664).abs() < 1e-9 && (other - 0.285804574184).abs() < 1e-9,
            "{share} {other}"
        );
    }

    #[test]
    fn a_line_has_one_component_and_a_point_none() {
        let line: Vec<Vec<f32>> = (0..5).map(|i| vec![3.0 * i as f32, 4.0 * i as f32]).collect();
        let found = of(&line);
        assert!((found.shares.0 - 1.0).abs() < 1e-12 && found.shares.1.abs() < 1e-12, "{found:?}");
        let apart = found.points[4].0 - found.points[0].0;
        assert!((apart.abs() - 20.0).abs() < 1e-9, "{found:?}");
        assert_eq!(of(&vec![vec![1.0, 2.0]; 3]).points, [(0.0, 0.0); 3]);
        assert_eq!(of(&[vec![1.0]]).shares, (0.0, 0.0));
        let narrow = of(&[vec![1.0], vec![3.0]]);
        assert_eq!(narrow.points.iter().map(|point| point.0.abs()).collect::<Vec<_>>(), [1.0, 1.0]);
        assert!(of(&[]).points.is_empty());
    }
}
