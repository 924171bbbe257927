use super::differences::Differences;
use crate::program::{Affine, Cone, Program};

/// The constraints with the mean difference as the objective, exact for the pairs given and, for all
/// others, in the order in which they are: nowhere above the mean difference, and equal to it wherever
/// that order holds.
pub(super) fn program(
    mut program: Program,
    differences: &Differences<'_>,
    rows: &nalgebra::DMatrix<f64>,
    pairs: &[(usize, usize)],
    per_pair: f64,
) -> Program {
    for (asset, slope) in differences.gradient().iter().enumerate() {
        program.linear[asset] += slope;
    }
    let first = program.add_variables(pairs.len());
    let mut bounds = Vec::with_capacity(2 * pairs.len());
    for (pair, &(lower, upper)) in pairs.iter().enumerate() {
        // A distance is the difference, plus twice what it is below zero.
        let turned = Affine::variable(first + pair);
        let often = differences.frequency(lower) * differences.frequency(upper);
        program.linear[first + pair] = 2.0 * per_pair * often;
        let (lower, upper) = (differences.order[lower], differences.order[upper]);
        let difference = rows.row(upper) - rows.row(lower);
        bounds.push(turned.clone());
        bounds.push(turned.plus_scaled(&Affine::dot(0, difference.iter().copied()), 1.0));
    }
    program.constrain(Cone::NonNegative, bounds, None);
    program
}
