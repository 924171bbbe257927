use super::{Deformed, Entropic, Tail};
use crate::compile::{self, Compiled, Measure, frame};
use crate::newton::{self, Local};
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::Outcome;
use crate::{Objective, PortfolioError, Problem, Solution};
use nalgebra::{DMatrix, DVector};

/// The portfolio of least entropic or relativistic value at risk.
///
/// Both are smooth wherever the tail is not made of the worst loss alone, so Newton's method ends at
/// the last digits, where an interior-point method over exponential or power cones rests early.
pub(crate) fn solve(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    risk: Entropic,
) -> Result<Solution, PortfolioError> {
    let scenarios = compile::need(&problem.scenarios, objective.measure(), "scenarios")?;
    let unit = compile::unit(scenarios);
    let scaled = scenarios / unit;
    let start = newton::least_variance(problem, data, objective)?;
    let frame = frame(problem, data, objective)?.program;
    let found = {
        let risk = |w: &[f64]| Some(local(risk, &scaled, w));
        newton::minimise(frame, data.assets, risk, start, newton::STEPS)
            .and_then(|(program, optimum)| newton::accept(program, optimum))
    };
    match found {
        Ok((program, optimum)) => {
            let scale = 1.0 / unit;
            let compiled = Compiled { program, measure: Measure::Minimised, scale };
            assemble(problem, data, objective, &compiled, &compiled.program, optimum)
        }
        Err(Outcome::Stalled { .. }) if falls_without_end(problem, data, risk) => {
            Err(PortfolioError::Unbounded { objective: objective.measure() })
        }
        Err(outcome) => Err(explain(problem, data, objective, outcome)),
    }
}

/// Whether a linear or conic program of a risk that is no less, or the same, has no optimum.
fn falls_without_end(problem: &Problem, data: &Data, risk: Entropic) -> bool {
    let no_less = match risk.deformed {
        Deformed(0.0) => Objective::MinimumEvar { level: risk.level },
        _ => Objective::MinimumWorstLoss,
    };
    let outcome =
        compile::compile(problem, data, &no_less).map(|compiled| compiled.program.solve());
    matches!(outcome, Ok(Outcome::Unbounded))
}

/// Value, gradient and Hessian in the weights, the two multipliers being at their best: of the losses,
/// what they do not share with the heights.
fn local(risk: Entropic, returns: &DMatrix<f64>, w: &[f64]) -> Local {
    let losses = -(returns * DVector::from_column_slice(w));
    let tail = Tail::new(risk, losses.as_slice());
    let assets = returns.ncols();
    let gradient = -(returns.transpose() * DVector::from_column_slice(&tail.probabilities));
    let mut hessian = DMatrix::zeros(assets, assets);
    let weight: f64 = tail.slopes.iter().sum();
    if tail.temperature > 0.0 && weight > 0.0 {
        let slopes = DVector::from_column_slice(&tail.slopes);
        let heights = DVector::from_column_slice(&tail.heights);
        let mean = returns.transpose() * &slopes / weight;
        let height = heights.dot(&slopes) / weight;
        let mut centred = returns.clone();
        for (t, mut row) in centred.row_iter_mut().enumerate() {
            let root = tail.slopes[t].sqrt();
            row -= mean.transpose();
            row *= root;
        }
        let moved =
            DVector::from_fn(losses.len(), |t, _| (heights[t] - height) * tail.slopes[t].sqrt());
        let shared = centred.transpose() * &moved;
        hessian = centred.transpose() * &centred;
        let spread = moved.norm_squared();
        if spread > 0.0 {
            hessian -= &shared * shared.transpose() / spread;
        }
        hessian /= tail.temperature;
    }
    Local { value: tail.value, gradient, hessian }
}
