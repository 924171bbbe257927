use crate::program::{Affine, Cone, Program, Tag};
use crate::{CvarLimit, PortfolioError};
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
    let mean = tail_mean(program, losses(returns, unit), level);
    program.add_linear(&mean, 1.0);
}

/// Keeps the mean of the worst losses at a limit.
pub(crate) fn limit(
    program: &mut Program,
    returns: &DMatrix<f64>,
    cvar: CvarLimit,
) -> Result<(), PortfolioError> {
    check(cvar.level, returns.nrows())?;
    let unit = unit(returns);
    let mean = tail_mean(program, losses(returns, unit), cvar.level);
    let label = format!("conditional value at risk {} at most {}", cvar.level, cvar.max);
    let constraint = program.name(&label);
    let row = mean.scaled(-1.0).plus(cvar.max / unit);
    let tag = Tag { constraint, label, slope: 1.0 / unit };
    program.constrain(Cone::NonNegative, vec![row], Some(tag));
    Ok(())
}

pub(super) fn losses(returns: &DMatrix<f64>, unit: f64) -> Vec<Affine> {
    returns.row_iter().map(|row| Affine::dot(0, row.iter().map(|value| -value / unit))).collect()
}

/// An upper bound of the mean of the greatest values, which is that mean where it is minimised.
pub(super) fn tail_mean(program: &mut Program, values: Vec<Affine>, level: f64) -> Affine {
    let tail = (1.0 - level) * values.len() as f64;
    let threshold = Affine::variable(program.add_variables(1));
    let first = program.add_variables(values.len());
    let mut mean = threshold.clone();
    let mut rows = Vec::with_capacity(2 * values.len());
    for (t, value) in values.into_iter().enumerate() {
        let above = Affine::variable(first + t);
        mean = mean.plus_scaled(&above, 1.0 / tail);
        rows.push(above.clone());
        rows.push(above.plus_scaled(&threshold, 1.0).plus_scaled(&value, -1.0));
    }
    program.constrain(Cone::NonNegative, rows, None);
    mean
}
