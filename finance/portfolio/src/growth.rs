use crate::compile::{Compiled, frame, need};
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::{Optimum, Outcome, Program};
use crate::{Objective, PortfolioError, Problem, Solution};
use nalgebra::{DMatrix, DVector};

/// Newton steps after which the last digits no longer get better.
const STEPS: usize = 60;

/// The growth-optimal portfolio from the solution of the program with exponential cones.
///
/// Interior-point methods come to rest early on such cones. Newton's method takes over: each step is
/// a quadratic program over the same constraints, with the growth's own gradient and Hessian. The
/// logarithm is self-concordant, so that a step of `1 / (1 + λ)`, `λ` being the decrement, is always
/// safe. Nesterov and Nemirovskii, *Interior-Point Polynomial Algorithms in Convex Programming* (1994).
pub(crate) fn solve(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    compiled: &Compiled,
    outcome: Outcome,
) -> Result<Solution, PortfolioError> {
    let (start, iterations) = match outcome {
        Outcome::Optimal(optimum) => (optimum.x, optimum.iterations),
        Outcome::Stalled { ref x, .. } if x.len() == compiled.program.variables => (x.clone(), 0),
        outcome => return Err(explain(problem, data, objective, outcome)),
    };
    let scenarios = need(&problem.scenarios, objective.measure(), "scenarios")?;
    let frame = frame(problem, data, objective)?.program;
    // The constraints' variables come first in the whole program.
    let start = start[..frame.variables].to_vec();
    match newton(frame, scenarios, start, iterations) {
        Ok((program, optimum)) => assemble(problem, data, objective, compiled, &program, optimum),
        Err(outcome) => Err(explain(problem, data, objective, outcome)),
    }
}

/// The optimum, and the program with the growth's gradient there as its objective.
fn newton(
    mut program: Program,
    scenarios: &DMatrix<f64>,
    mut x: Vec<f64>,
    mut iterations: u32,
) -> Result<(Program, Optimum), Outcome> {
    let (count, assets) = (scenarios.nrows() as f64, scenarios.ncols());
    let mut best: Option<(Program, Optimum)> = None;
    for _ in 0..STEPS {
        let Some(slopes) = slopes(scenarios, &x[..assets]) else {
            break;
        };
        let gradient: Vec<f64> = (0..assets).map(|i| -slopes.column(i).sum() / count).collect();
        let hessian = slopes.transpose() * &slopes / count;
        let w = DVector::from_column_slice(&x[..assets]);
        let pull = &hessian * &w;
        program.quadratic.clear();
        for j in 0..assets {
            program.linear[j] = gradient[j] - pull[j];
            for i in 0..=j {
                program.quadratic.push((i, j, hessian[(i, j)]));
            }
        }
        let step = match program.solve() {
            Outcome::Optimal(optimum) => optimum,
            outcome if best.is_none() => return Err(outcome),
            _ => break,
        };
        iterations += step.iterations;
        let moved = DVector::from_column_slice(&step.x[..assets]) - &w;
        let decrement = (count * moved.dot(&(&hessian * &moved)).max(0.0)).sqrt();
        let length = if decrement > 0.25 { 1.0 / (1.0 + decrement) } else { 1.0 };
        x.iter_mut().zip(&step.x).for_each(|(x, to)| *x += length * (to - *x));

        // The conditions of an optimum at the new point, by the growth's gradient there.
        let Some(at) = self::slopes(scenarios, &x[..assets]) else { break };
        let mut there = program.clone();
        there.quadratic.clear();
        for i in 0..assets {
            there.linear[i] = -at.column(i).sum() / count;
        }
        let kkt = there.residual(&x, &step.dual);
        let better = best.as_ref().is_none_or(|(_, old)| kkt.largest() < old.kkt.largest());
        if better {
            let growth = growth(scenarios, &x[..assets]);
            let optimum = Optimum {
                x: x.clone(),
                dual: step.dual,
                objective: -growth,
                bound: -growth,
                iterations,
                kkt,
            };
            best = Some((there, optimum));
        }
        if decrement < 1e-12 || (!better && decrement < 1e-6) {
            break;
        }
    }
    match best {
        Some((program, optimum)) if optimum.kkt.largest() < 1e-8 => Ok((program, optimum)),
        best => Err(Outcome::Stalled {
            status: "Newton's method on the growth stalled".into(),
            kkt: best.map(|(_, optimum)| optimum.kkt).unwrap_or_default(),
            x: Vec::new(),
        }),
    }
}

/// `r / (1 + rᵀw)` for each scenario, or nothing where a scenario ruins.
fn slopes(scenarios: &DMatrix<f64>, w: &[f64]) -> Option<DMatrix<f64>> {
    let wealth = scenarios * DVector::from_column_slice(w);
    if wealth.iter().any(|wealth| 1.0 + wealth <= 0.0) {
        return None;
    }
    let mut slopes = scenarios.clone();
    for (mut row, wealth) in slopes.row_iter_mut().zip(wealth.iter()) {
        row /= 1.0 + wealth;
    }
    Some(slopes)
}

fn growth(scenarios: &DMatrix<f64>, w: &[f64]) -> f64 {
    let wealth = scenarios * DVector::from_column_slice(w);
    wealth.iter().map(|wealth| wealth.ln_1p()).sum::<f64>() / wealth.len() as f64
}
