use crate::PortfolioError;
use crate::program::{Affine, Cone, Program};
use nalgebra::DMatrix;

/// The least number of scenarios that a tail has to hold.
const TAIL: f64 = 10.0;

/// Whether a level is one and leaves a tail.
pub(crate) fn check(level: f64, scenarios: usize) -> Result<(), PortfolioError> {
    if !(level > 0.0 && level < 1.0) {
        return Err(PortfolioError::Range {
            what: "the level of the tail".into(),
            value: level,
            expected: "between 0 and 1, both excluded",
        });
    }
    let points = (1.0 - level) * scenarios as f64;
    // Half a millionth for levels such as 0.99 that are not exact in binary.
    if points < TAIL - 5e-7 {
        return Err(PortfolioError::ShortTail { level, scenarios, points });
    }
    Ok(())
}

/// Losses and drawdowns in the rows are in this unit, so that they are near 1.
pub(crate) fn unit(returns: &DMatrix<f64>) -> f64 {
    let mean_square = returns.norm_squared() / returns.len() as f64;
    if mean_square > 0.0 { mean_square.sqrt() } else { 1.0 }
}

/// Adds the mean of the worst losses, in `unit`s, to the objective: `α + Σ max(0, loss − α) / tail`.
pub(crate) fn add_cvar(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) {
    let losses = returns
        .row_iter()
        .map(|row| Affine::dot(0, row.iter().map(|value| -value / unit)))
        .collect();
    add_tail_mean(program, losses, level);
}

/// Adds the mean of the worst drawdowns of the summed returns, in `unit`s, to the objective.
pub(crate) fn add_cdar(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) {
    let first = program.add_variables(returns.nrows());
    let mut rows = Vec::with_capacity(2 * returns.nrows());
    for (t, row) in returns.row_iter().enumerate() {
        let drawdown = Affine::variable(first + t);
        rows.push(drawdown.clone());
        let mut step = drawdown.plus_scaled(&Affine::dot(0, row.iter().map(|v| v / unit)), 1.0);
        if t > 0 {
            step = step.plus_scaled(&Affine::variable(first + t - 1), -1.0);
        }
        rows.push(step);
    }
    program.constrain(Cone::NonNegative, rows, None);
    let drawdowns = (0..returns.nrows()).map(|t| Affine::variable(first + t)).collect();
    add_tail_mean(program, drawdowns, level);
}

fn add_tail_mean(program: &mut Program, values: Vec<Affine>, level: f64) {
    let tail = (1.0 - level) * values.len() as f64;
    let threshold = program.add_variables(1);
    let first = program.add_variables(values.len());
    program.linear[threshold] += 1.0;
    let mut rows = Vec::with_capacity(2 * values.len());
    for (t, value) in values.into_iter().enumerate() {
        let above = Affine::variable(first + t);
        program.linear[first + t] += 1.0 / tail;
        rows.push(above.clone());
        rows.push(above.plus_scaled(&Affine::variable(threshold), 1.0).plus_scaled(&value, -1.0));
    }
    program.constrain(Cone::NonNegative, rows, None);
}
