use super::Program;
use serde::Serialize;

/// How far a point is from fulfilling the Karush–Kuhn–Tucker conditions of the problem it solves.
///
/// Computed from the returned primal and dual point in the problem as it was built, before the
/// solver's scaling; for a convex problem all four at zero prove the optimum. Boyd and
/// Vandenberghe, *Convex Optimization* (2004), section 5.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct KktResidual {
    /// Largest entry of the Lagrangian's gradient, over 1 + the objective gradient's largest entry.
    pub stationarity: f64,
    /// By how much a constraint is violated, at most.
    pub primal: f64,
    /// By how much a multiplier lies outside its cone, at most, over 1 + the largest multiplier.
    pub dual: f64,
    /// Sum of slack times multiplier, over 1 + the objective.
    pub complementarity: f64,
}

impl KktResidual {
    /// The largest of the four.
    #[must_use]
    pub fn largest(&self) -> f64 {
        largest(&[self.stationarity, self.primal, self.dual, self.complementarity])
    }
}

/// The residual at `x` with multipliers `dual`, in the order of the blocks' rows.
pub(super) fn residual(program: &Program, x: &[f64], dual: &[f64]) -> KktResidual {
    let mut gradient = program.linear.clone();
    for &(i, j, value) in &program.quadratic {
        gradient[i] += value * x[j];
        if i != j {
            gradient[j] += value * x[i];
        }
    }
    let objective: f64 =
        x.iter().zip(&gradient).zip(&program.linear).map(|((x, g), q)| 0.5 * x * (g + q)).sum();
    let scale = 1.0 + largest(&gradient);
    let (mut primal, mut outside, mut gap) = (0.0_f64, 0.0_f64, 0.0);
    let mut at = 0;
    for block in &program.blocks {
        let slack: Vec<f64> = block.rows.iter().map(|row| row.at(x)).collect();
        let z = &dual[at..at + slack.len()];
        at += slack.len();
        primal = primal.max(block.cone.violation(&slack));
        outside = outside.max(block.cone.dual_violation(z));
        gap += slack.iter().zip(z).map(|(s, z)| s * z).sum::<f64>();
        for (row, z) in block.rows.iter().zip(z) {
            for &(variable, value) in &row.terms {
                gradient[variable] -= value * z;
            }
        }
    }
    KktResidual {
        stationarity: largest(&gradient) / scale,
        primal,
        dual: outside / (1.0 + largest(dual)),
        complementarity: gap.abs() / (1.0 + objective.abs()),
    }
}

fn largest(values: &[f64]) -> f64 {
    // `f64::max` would drop what is not a number.
    values
        .iter()
        .fold(0.0, |most: f64, v| if (most + v).is_nan() { f64::NAN } else { most.max(v.abs()) })
}
