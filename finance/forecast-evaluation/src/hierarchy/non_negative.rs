use nalgebra::{DMatrix, DVector};

/// The x ≥ 0 with the least xᵀAx / 2 − bᵀx, for a symmetric positive definite A (Lawson and Hanson
/// 1974, active sets; deterministic: ties go to the first).
#[must_use]
pub fn non_negative_least_squares(a: &DMatrix<f64>, b: &DVector<f64>) -> DVector<f64> {
    let n = b.len();
    let mut free = vec![false; n];
    let mut x = DVector::<f64>::zeros(n);
    let tolerance = 1e-12 * b.amax().max(f64::MIN_POSITIVE);
    for _ in 0..30 * n.max(1) {
        let gradient = b - a * &x;
        let entering = (0..n).filter(|&i| !free[i] && gradient[i] > tolerance).fold(
            None::<usize>,
            |best, i| match best {
                Some(j) if gradient[j] >= gradient[i] => Some(j),
                _ => Some(i),
            },
        );
        let Some(entering) = entering else { break };
        free[entering] = true;
        loop {
            let chosen: Vec<usize> = (0..n).filter(|&i| free[i]).collect();
            let part =
                DMatrix::from_fn(chosen.len(), chosen.len(), |i, j| a[(chosen[i], chosen[j])]);
            let side = DVector::from_fn(chosen.len(), |i, _| b[chosen[i]]);
            let Some(solution) = part.cholesky().map(|c| c.solve(&side)) else { return x };
            if solution.iter().all(|&value| value > 0.0) {
                x.fill(0.0);
                chosen.iter().zip(solution.iter()).for_each(|(&i, &value)| x[i] = value);
                break;
            }
            // Go towards the solution until the first coordinate reaches zero.
            let mut step = 1.0_f64;
            for (&i, &value) in chosen.iter().zip(solution.iter()) {
                if value <= 0.0 {
                    step = step.min(x[i] / (x[i] - value));
                }
            }
            for (&i, &value) in chosen.iter().zip(solution.iter()) {
                x[i] += step * (value - x[i]);
                if x[i] <= tolerance.min(1e-14) || (value <= 0.0 && x[i] <= 1e-14) {
                    x[i] = 0.0;
                    free[i] = false;
                }
            }
            if chosen.iter().all(|&i| free[i]) {
                // Rounding left every coordinate above zero: drop the one that goes lowest.
                let lowest = (0..chosen.len()).min_by(|&i, &j| solution[i].total_cmp(&solution[j]));
                if let Some(i) = lowest {
                    x[chosen[i]] = 0.0;
                    free[chosen[i]] = false;
                }
            }
            if !free.iter().any(|&is| is) {
                return x;
            }
        }
    }
    x
}
