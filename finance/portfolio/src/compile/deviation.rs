use super::tail::losses;
use crate::program::{Affine, Cone, Program};
use nalgebra::DMatrix;

/// Adds half the mean square of what the returns fall short of a target, in `unit`s, to the objective.
pub(super) fn add_semivariance(
    program: &mut Program,
    returns: &DMatrix<f64>,
    target: f64,
    unit: f64,
) {
    let count = returns.nrows();
    let first = program.add_variables(count);
    let mut rows = Vec::with_capacity(2 * count);
    for (t, loss) in losses(returns, unit).into_iter().enumerate() {
        let below = Affine::variable(first + t);
        program.quadratic.push((first + t, first + t, 1.0 / count as f64));
        rows.push(below.clone());
        rows.push(below.plus_scaled(&loss, -1.0).plus(-target / unit));
    }
    program.constrain(Cone::NonNegative, rows, None);
}

/// Adds the mean absolute deviation from the mean, in `unit`s, to the objective. What lies below the
/// mean lies above it elsewhere, so that twice the mean of the former is the whole.
pub(super) fn add_absolute(program: &mut Program, returns: &DMatrix<f64>, unit: f64) {
    let count = returns.nrows();
    let mean = returns.row_mean();
    let centred = DMatrix::from_fn(count, returns.ncols(), |t, i| returns[(t, i)] - mean[i]);
    let first = program.add_variables(count);
    let mut rows = Vec::with_capacity(2 * count);
    for (t, loss) in losses(&centred, unit).into_iter().enumerate() {
        let below = Affine::variable(first + t);
        program.linear[first + t] += 2.0 / count as f64;
        rows.push(below.clone());
        rows.push(below.plus_scaled(&loss, -1.0));
    }
    program.constrain(Cone::NonNegative, rows, None);
}

/// Adds the greatest loss, in `unit`s, to the objective.
pub(super) fn add_worst_loss(program: &mut Program, returns: &DMatrix<f64>, unit: f64) {
    let worst = Affine::variable(program.add_variables(1));
    let row = |loss: Affine| worst.clone().plus_scaled(&loss, -1.0);
    let rows = losses(returns, unit).into_iter().map(row).collect();
    program.constrain(Cone::NonNegative, rows, None);
    program.add_linear(&worst, 1.0);
}
