use rayon::prelude::*;

/// What the residual's norm may be of the target's when the solution is good enough: answers are kept in 32 bits.
const TOLERANCE: f64 = 1e-9;

/// Solves `(G + λ I) x = y` by conjugate gradients, which a matrix like this needs some tens of steps for; `rows` are those of
/// the symmetric `G`.
pub(super) fn solve(rows: &[Vec<f64>], lambda: f64, y: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; y.len()];
    let (mut residual, mut direction) = (y.to_vec(), y.to_vec());
    let mut size = dot(&residual, &residual);
    let enough = size * TOLERANCE * TOLERANCE;
    // In exact numbers as many steps as unknowns always do.
    for _ in 0..2 * y.len() {
        if size <= enough {
            break;
        }
        let image: Vec<f64> = rows
            .par_iter()
            .zip(&direction)
            .map(|(row, own)| dot(row, &direction) + lambda * own)
            .collect();
        let step = size / dot(&direction, &image);
        x.iter_mut().zip(&direction).for_each(|(x, d)| *x += step * d);
        residual.iter_mut().zip(&image).for_each(|(r, image)| *r -= step * image);
        let next = dot(&residual, &residual);
        let kept = next / size;
        direction.iter_mut().zip(&residual).for_each(|(d, r)| *d = r + kept * *d);
        size = next;
    }
    x
}

/// In four sums, which the processor works on together; always the same four.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (left, right) = (left.chunks_exact(4), right.chunks_exact(4));
    let rest = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum::<f64>();
    for (left, right) in left.zip(right) {
        for (sum, (a, b)) in sums.iter_mut().zip(left.iter().zip(right)) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_solves() {
        let at = |i: usize, j: usize| (-0.1 * (i as f64 - j as f64).powi(2)).exp();
        let rows: Vec<Vec<f64>> = (0..50).map(|i| (0..50).map(|j| at(i, j)).collect()).collect();
        let y: Vec<f64> = (0..50).map(|i| (i as f64 * 0.7).sin()).collect();
        let x = solve(&rows, 0.3, &y);
        for (i, row) in rows.iter().enumerate() {
            let left = row.iter().zip(&x).map(|(a, b)| a * b).sum::<f64>() + 0.3 * x[i];
            assert!((left - y[i]).abs() < 1e-7, "{i}: {left} and {}", y[i]);
        }
        assert_eq!(solve(&rows, 0.3, &[0.0; 50]), vec![0.0; 50]);
    }
}
