use crate::Problem;
use crate::problem::Data;
use crate::program::{Affine, Cone, Program};

/// Limits on the sums of all, of the long and of the short positions' sizes.
pub(super) fn constrain(problem: &Problem, data: &Data, program: &mut Program) {
    let n = data.assets;
    let limits = &problem.constraints;
    let long_only = data.long_only();
    for (subject, most, long, short) in [
        ("gross exposure", limits.gross_exposure, true, true),
        ("long exposure", limits.long_exposure, true, false),
        ("short exposure", limits.short_exposure, false, true),
    ] {
        let Some(most) = most else { continue };
        let size = if long_only {
            // Sizes are the weights themselves, or nothing.
            if long { Affine::sum(0, n) } else { Affine::default() }
        } else {
            let first = program.add_variables(n);
            let mut rows = Vec::with_capacity(2 * n);
            for asset in 0..n {
                let size = Affine::variable(first + asset);
                let weight = Affine::variable(asset);
                let at_least_weight = size.clone().plus_scaled(&weight, -1.0);
                let at_least_negated = size.clone().plus_scaled(&weight, 1.0);
                rows.push(if long { at_least_weight } else { size.clone() });
                rows.push(if short { at_least_negated } else { size });
            }
            program.constrain(Cone::NonNegative, rows, None);
            Affine::sum(first, n)
        };
        if size.terms.is_empty() {
            continue;
        }
        let name = format!("{subject} at most {most}");
        program.named_row(Cone::NonNegative, size.scaled(-1.0).plus(most), &name, name.clone());
    }
}
