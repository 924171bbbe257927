use super::tail::{check, losses, unit};
use crate::program::{Affine, Cone, Program, Tag};
use crate::{EvarLimit, PortfolioError};
use nalgebra::DMatrix;

/// Adds the entropic value at risk, in `unit`s, to the objective.
pub(super) fn add(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) {
    let figure = bound(program, returns, level, unit);
    program.add_linear(&figure, 1.0);
}

/// Keeps the entropic value at risk at a limit.
pub(super) fn limit(
    program: &mut Program,
    returns: &DMatrix<f64>,
    evar: EvarLimit,
) -> Result<(), PortfolioError> {
    check(evar.level, returns.nrows())?;
    let unit = unit(returns);
    let figure = bound(program, returns, evar.level, unit);
    let label = format!("entropic value at risk {} at most {}", evar.level, evar.max);
    let constraint = program.name(&label);
    let row = figure.scaled(-1.0).plus(evar.max / unit);
    let tag = Tag { constraint, label, slope: 1.0 / unit };
    program.constrain(Cone::NonNegative, vec![row], Some(tag));
    Ok(())
}

/// An upper bound of the entropic value at risk, which is that where it is minimised:
/// `t − z ln((1 − level) T)` with `z ≥ Σ u` and `z exp((loss − t)/z) ≤ u` for each scenario. Cajas,
/// *Entropic portfolio optimization: a disciplined convex programming framework* (2021).
fn bound(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) -> Affine {
    let count = returns.nrows();
    let threshold = Affine::variable(program.add_variables(1));
    let temperature = Affine::variable(program.add_variables(1));
    let first = program.add_variables(count);
    for (t, loss) in losses(returns, unit).into_iter().enumerate() {
        let above = loss.plus_scaled(&threshold, -1.0);
        let rows = vec![above, temperature.clone(), Affine::variable(first + t)];
        program.constrain(Cone::Exponential, rows, None);
    }
    let room = temperature.clone().plus_scaled(&Affine::sum(first, count), -1.0);
    program.constrain(Cone::NonNegative, vec![room], None);
    threshold.plus_scaled(&temperature, -((1.0 - level) * count as f64).ln())
}
