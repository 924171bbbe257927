use super::{Deformed, Entropic, Tail};
use crate::compile::{self, Compiled, Measure, frame};
use crate::newton::{self, Local};
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::{Optimum, Outcome};
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
    if let Some((compiled, optimum)) = at_a_corner(problem, data, objective, risk)? {
        return assemble(problem, data, objective, &compiled, &compiled.program, optimum);
    }
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
        Err(stalled @ Outcome::Stalled { .. }) => {
            let conic = by_cones(problem, data, risk)?;
            let (compiled, optimum) =
                conic.ok_or_else(|| explain(problem, data, objective, stalled))?;
            assemble(problem, data, objective, &compiled, &compiled.program, optimum)
        }
        Err(outcome) => Err(explain(problem, data, objective, outcome)),
    }
}

/// The optimum where the risk has a corner: where so many of the worst days tie that they are the whole
/// tail, as they do when there are many assets and few days. `None` where it is elsewhere.
///
/// The multipliers of the least worst loss are probabilities of the scenarios, under which no portfolio
/// loses less on average. Where the level allows them, none has a lower risk either.
fn at_a_corner(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    risk: Entropic,
) -> Result<Option<(Compiled, Optimum)>, PortfolioError> {
    let compiled = compile::compile(problem, data, &Objective::MinimumWorstLoss)?;
    let optimum = match compiled.program.solve() {
        Outcome::Optimal(optimum) => optimum,
        Outcome::Unbounded => {
            return Err(PortfolioError::Unbounded { objective: objective.measure() });
        }
        _ => return Ok(None),
    };
    // The rows of the losses are the last ones.
    let count = compiled.program.blocks.last().map_or(0, |block| block.rows.len());
    let probabilities = &optimum.dual[optimum.dual.len() - count..];
    let entropy = |q: &f64| if *q > 0.0 { q * risk.deformed.ln(*q) } else { 0.0 };
    let divergence: f64 = probabilities.iter().map(entropy).sum();
    let allowed = risk.deformed.ln(1.0 / ((1.0 - risk.level) * count as f64));
    Ok((divergence <= allowed).then_some((compiled, optimum)))
}

/// The optimum of the entropic one as a conic program, which is close to a corner better than Newton's
/// method.
fn by_cones(
    problem: &Problem,
    data: &Data,
    risk: Entropic,
) -> Result<Option<(Compiled, Optimum)>, PortfolioError> {
    let Deformed(0.0) = risk.deformed else { return Ok(None) };
    let entropic = Objective::MinimumEvar { level: risk.level };
    let compiled = compile::compile(problem, data, &entropic)?;
    Ok(match compiled.program.solve() {
        Outcome::Optimal(optimum) => Some((compiled, optimum)),
        _ => None,
    })
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
