use crate::problem::Data;
use crate::program::{Affine, Cone, Program};
use crate::{Limits, Problem};

/// Budget, bounds, groups and linear limits.
pub(super) fn constrain(problem: &Problem, data: &Data, program: &mut Program) {
    let n = data.assets;
    let budget = problem.constraints.budget;
    limit(program, Affine::sum(0, n), budget, "weights sum to", |_, name| name);

    let all = problem.constraints.bounds;
    let long_only = data.long_only();
    for (asset, bounds) in data.bounds.iter().enumerate() {
        let ticker = &problem.names[asset];
        let own = data.own_bounds[asset];
        // Weights that are not negative cannot be above their sum: no row is needed to say so.
        let implied = long_only && !own && bounds.max >= budget.max;
        let stated =
            Limits { min: bounds.min, max: if implied { f64::INFINITY } else { bounds.max } };
        let (below, above) = (stated.min, stated.max);
        if below == above {
            let subject = if own { format!("weight of `{ticker}`") } else { "every weight".into() };
            limit(program, Affine::variable(asset), stated, &subject, |end, _| {
                format!("weight of `{ticker}` {end}")
            });
            continue;
        }
        // A bound of its own that repeats the common one goes by the common name.
        for (end, common) in [
            (Limits::at_least(below), below == all.min),
            (Limits::at_most(above), above == all.max),
        ] {
            let subject =
                if common { "every weight".into() } else { format!("weight of `{ticker}`") };
            limit(program, Affine::variable(asset), end, &subject, |end, _| {
                format!("weight of `{ticker}` {end}")
            });
        }
    }
    cardinality(problem, data, program);
    for sum in &data.sums {
        let row = Affine { terms: sum.coefficients.clone(), constant: 0.0 };
        limit(program, row, sum.limits, &sum.name, |_, name| name);
    }
}

/// What a limit on the number of assets says of fractions: the shares of the greatest weights.
fn cardinality(problem: &Problem, data: &Data, program: &mut Program) {
    let Some(cardinality) = problem.constraints.cardinality else { return };
    if data.bounds.iter().any(|b| b.min < 0.0 || !b.max.is_finite() || b.max <= 0.0) {
        return;
    }
    let most = cardinality.at_most;
    let row = Affine::dot(0, data.bounds.iter().map(|bound| -1.0 / bound.max)).plus(most as f64);
    let name = format!("at most {most} assets held");
    program.named_row(Cone::NonNegative, row, &name, name.clone());
}

/// Rows that keep `row` within limits; each end is a constraint of its own, named after the subject.
fn limit(
    program: &mut Program,
    row: Affine,
    limits: Limits,
    subject: &str,
    label: impl Fn(&str, String) -> String,
) {
    if limits.min == limits.max {
        let end = format!("exactly {}", limits.min);
        let name = format!("{subject} {end}");
        program.named_row(Cone::Zero, row.plus(-limits.min), &name, label(&end, name.clone()));
        return;
    }
    if limits.min.is_finite() {
        let end = format!("at least {}", limits.min);
        let name = format!("{subject} {end}");
        let row = row.clone().plus(-limits.min);
        program.named_row(Cone::NonNegative, row, &name, label(&end, name.clone()));
    }
    if limits.max.is_finite() {
        let end = format!("at most {}", limits.max);
        let name = format!("{subject} {end}");
        let row = row.scaled(-1.0).plus(limits.max);
        program.named_row(Cone::NonNegative, row, &name, label(&end, name.clone()));
    }
}
