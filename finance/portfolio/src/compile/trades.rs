use crate::Problem;
use crate::problem::Data;
use crate::program::{Affine, Cone, Program};

/// Limits the turnover, and gives the cost of trading.
pub(super) fn constrain(problem: &Problem, data: &Data, program: &mut Program) -> Affine {
    let most = problem.constraints.trading.as_ref().and_then(|trading| trading.maximum_turnover);
    let costly = data.costs.iter().any(|&cost| cost > 0.0);
    if most.is_none() && !costly {
        return Affine::default();
    }
    let n = data.assets;
    let first = program.add_variables(n);
    let mut rows = Vec::with_capacity(2 * n);
    for (asset, previous) in data.previous.iter().enumerate() {
        let traded = Affine::variable(first + asset);
        let change = Affine::variable(asset).plus(-previous);
        rows.push(traded.clone().plus_scaled(&change, 1.0));
        rows.push(traded.plus_scaled(&change, -1.0));
    }
    program.constrain(Cone::NonNegative, rows, None);
    if let Some(most) = most {
        let name = format!("turnover at most {most}");
        let row = Affine::sum(first, n).scaled(-1.0).plus(most);
        program.named_row(Cone::NonNegative, row, &name, name.clone());
    }
    Affine::dot(first, data.costs.iter().copied())
}
