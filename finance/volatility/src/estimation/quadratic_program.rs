use super::constraints::Constraints;
use nalgebra::{DMatrix, DVector};

/// The step `d` that minimises `gradient · d + d' hessian d / 2` while `x + d` keeps the
/// constraints, from an `x` that keeps them, and the multipliers of the constraints (0 for those
/// that do not bind). A primal active-set method (Nocedal and Wright, *Numerical Optimization*,
/// 2006, algorithm 16.3). `None` if the Hessian is not positive definite.
pub(super) fn step(
    x: &[f64],
    gradient: &[f64],
    hessian: &DMatrix<f64>,
    constraints: &Constraints,
) -> Option<(Vec<f64>, Vec<f64>)> {
    let n = x.len();
    // In units of the Hessian's diagonal, so that one tolerance fits all parameters.
    let unit: Vec<f64> = (0..n).map(|i| 1.0 / hessian[(i, i)].sqrt()).collect();
    if unit.iter().any(|unit| !unit.is_finite()) {
        return None;
    }
    let scaled = DMatrix::from_fn(n, n, |i, j| hessian[(i, j)] * unit[i] * unit[j]);
    let factor = scaled.clone().cholesky()?;
    let g = DVector::from_fn(n, |i, _| gradient[i] * unit[i]);
    let rows: Vec<DVector<f64>> =
        constraints.rows.iter().map(|row| DVector::from_fn(n, |i, _| row[i] * unit[i])).collect();
    let slack: Vec<f64> = (0..rows.len()).map(|i| constraints.slack(i, x).max(0.0)).collect();
    let mut d = DVector::zeros(n);
    let mut active: Vec<usize> = Vec::new();
    let mut multipliers = vec![0.0; rows.len()];
    for _ in 0..20 * (rows.len() + n) {
        let by_d = &g + &scaled * &d;
        // The Schur complement gives the multipliers of the active rows.
        let solved = factor.solve(&by_d);
        let towards: Vec<DVector<f64>> =
            active.iter().map(|row| factor.solve(&rows[*row])).collect();
        let k = active.len();
        let schur = DMatrix::from_fn(k, k, |i, j| rows[active[i]].dot(&towards[j]));
        let right = DVector::from_fn(k, |i, _| rows[active[i]].dot(&solved));
        let lambda = if k > 0 { schur.cholesky()?.solve(&right) } else { DVector::zeros(0) };
        let mut direction = -solved;
        for (value, towards) in lambda.iter().zip(&towards) {
            direction += towards * *value;
        }
        if direction.amax() < 1e-12 * (1.0 + d.amax()) {
            let worst = lambda.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
            match worst {
                Some((i, value)) if *value < -1e-10 => {
                    active.remove(i);
                }
                _ => {
                    for (row, value) in active.iter().zip(lambda.iter()) {
                        multipliers[*row] = value.max(0.0);
                    }
                    let step = d.iter().zip(&unit).map(|(d, unit)| d * unit).collect();
                    return Some((step, multipliers));
                }
            }
            continue;
        }
        let mut reach = 1.0;
        let mut blocking = None;
        for (i, row) in rows.iter().enumerate().filter(|(i, _)| !active.contains(i)) {
            let towards = row.dot(&direction);
            if towards < -1e-14 * row.norm() {
                let to_bound = ((slack[i] + row.dot(&d)) / -towards).max(0.0);
                if to_bound < reach {
                    (reach, blocking) = (to_bound, Some(i));
                }
            }
        }
        d += direction * reach;
        active.extend(blocking);
    }
    None
}
