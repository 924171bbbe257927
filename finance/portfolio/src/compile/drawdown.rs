use super::tail::{losses, tail_mean};
use crate::program::{Affine, Cone, Program};
use nalgebra::DMatrix;

/// Adds the mean of the worst drawdowns of the summed returns, in `unit`s, to the objective.
pub(super) fn add_cdar(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) {
    let first = drawdowns(program, returns, unit);
    let drawdowns = (0..returns.nrows()).map(|t| Affine::variable(first + t)).collect();
    let mean = tail_mean(program, drawdowns, level);
    program.add_linear(&mean, 1.0);
}

/// Adds the mean drawdown of the summed returns, in `unit`s, to the objective.
pub(super) fn add_average(program: &mut Program, returns: &DMatrix<f64>, unit: f64) {
    let first = drawdowns(program, returns, unit);
    let count = returns.nrows();
    program.linear[first..first + count].iter_mut().for_each(|slope| *slope += 1.0 / count as f64);
}

/// Adds the greatest drawdown of the summed returns, in `unit`s, to the objective.
pub(super) fn add_maximum(program: &mut Program, returns: &DMatrix<f64>, unit: f64) {
    let first = drawdowns(program, returns, unit);
    let greatest = Affine::variable(program.add_variables(1));
    let row = |t: usize| greatest.clone().plus_scaled(&Affine::variable(first + t), -1.0);
    let rows = (0..returns.nrows()).map(row).collect();
    program.constrain(Cone::NonNegative, rows, None);
    program.add_linear(&greatest, 1.0);
}

/// Adds half the mean square of the drawdowns of the summed returns, in `unit`s, to the objective.
pub(super) fn add_mean_square(program: &mut Program, returns: &DMatrix<f64>, unit: f64) {
    let first = drawdowns(program, returns, unit);
    let count = returns.nrows();
    let squares = (first..first + count).map(|t| (t, t, 1.0 / count as f64));
    program.quadratic.extend(squares);
}

/// Variables that are at least the drawdowns of the summed returns, and are them where they are
/// minimised. The place of the first.
fn drawdowns(program: &mut Program, returns: &DMatrix<f64>, unit: f64) -> usize {
    let first = program.add_variables(returns.nrows());
    let mut rows = Vec::with_capacity(2 * returns.nrows());
    for (t, loss) in losses(returns, unit).into_iter().enumerate() {
        let drawdown = Affine::variable(first + t);
        rows.push(drawdown.clone());
        let mut step = drawdown.plus_scaled(&loss, -1.0);
        if t > 0 {
            step = step.plus_scaled(&Affine::variable(first + t - 1), -1.0);
        }
        rows.push(step);
    }
    program.constrain(Cone::NonNegative, rows, None);
    first
}
