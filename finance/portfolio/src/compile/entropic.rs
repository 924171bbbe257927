use super::tail::losses;
use crate::program::{Affine, Cone, Program};
use nalgebra::DMatrix;

/// Adds the entropic value at risk, in `unit`s, to the objective: `t − z ln((1 − level) T)` with
/// `z ≥ Σ u` and `z exp((loss − t)/z) ≤ u` for each scenario. Cajas, *Entropic portfolio optimization:
/// a disciplined convex programming framework* (2021).
pub(super) fn add(program: &mut Program, returns: &DMatrix<f64>, level: f64, unit: f64) {
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
    program.add_linear(&threshold, 1.0);
    program.add_linear(&temperature, -((1.0 - level) * count as f64).ln());
}
