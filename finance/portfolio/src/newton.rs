//! Newton's method for a smooth convex risk over the constraints of a problem.
use crate::compile::{compile, frame};
use crate::optimise::explain;
use crate::problem::Data;
use crate::program::{Optimum, Outcome, Program};
use crate::{Objective, PortfolioError, Problem};
use nalgebra::{DMatrix, DVector};

/// Steps after which the last digits no longer get better.
pub(crate) const STEPS: usize = 60;
/// The KKT residual with which a point counts as the optimum.
const ACCEPTED: f64 = 1e-8;
/// The KKT residual at which there is nothing left to gain.
const EXACT: f64 = 1e-13;

/// A risk near given weights.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    pub(crate) value: f64,
    pub(crate) gradient: DVector<f64>,
    pub(crate) hessian: DMatrix<f64>,
}

/// A point that fulfils the constraints and varies least: where to begin.
pub(crate) fn least_variance(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
) -> Result<Vec<f64>, PortfolioError> {
    let variables = frame(problem, data, objective)?.program.variables;
    match compile(problem, data, &Objective::MinimumVolatility)?.program.solve() {
        // The constraints' variables come first in the whole program.
        Outcome::Optimal(optimum) => Ok(optimum.x[..variables].to_vec()),
        outcome => Err(explain(problem, data, objective, outcome)),
    }
}

/// The best point, and the program with the risk's gradient there as its objective.
///
/// The weights are the first `assets` variables, of which alone the risk is a function. Each step is a
/// quadratic program over the same constraints, with the risk's own gradient and
/// Hessian, and is shortened until the risk falls: every point between two that fulfil the constraints
/// does so too. Boyd and Vandenberghe, *Convex Optimization* (2004), section 10.2.
pub(crate) fn minimise(
    mut program: Program,
    assets: usize,
    risk: impl Fn(&[f64]) -> Option<Local>,
    mut x: Vec<f64>,
    steps: usize,
) -> Result<(Program, Optimum), Outcome> {
    let stalled = || Outcome::Stalled {
        status: "Newton's method has no step that lowers the risk".into(),
        kkt: Default::default(),
        x: Vec::new(),
    };
    let mut best: Option<(Program, Optimum)> = None;
    let mut iterations = 0;
    let Some(mut here) = risk(&x[..assets]) else { return Err(stalled()) };
    for _ in 0..steps {
        let step = match quadratic_step(&mut program, &here, &x) {
            Outcome::Optimal(optimum) => optimum,
            outcome if best.is_none() => return Err(outcome),
            _ => break,
        };
        iterations += step.iterations;
        let moved = DVector::from_fn(assets, |i, _| step.x[i] - x[i]);
        let fall = here.gradient.dot(&moved);
        let Some((length, there)) = shorten(&risk, &here, &x, &moved, fall) else { break };
        x.iter_mut().zip(&step.x).for_each(|(x, to)| *x += length * (to - *x));
        here = there;

        // The conditions of an optimum at the new point, by the risk's gradient there.
        let mut tangent = program.clone();
        tangent.quadratic.clear();
        tangent.linear[..assets].copy_from_slice(here.gradient.as_slice());
        let kkt = tangent.residual(&x, &step.dual);
        let better = best.as_ref().is_none_or(|(_, old)| kkt.largest() < old.kkt.largest());
        if better {
            let (objective, dual) = (here.value, step.dual);
            let optimum =
                Optimum { x: x.clone(), dual, objective, bound: objective, iterations, kkt };
            best = Some((tangent, optimum));
        }
        if kkt.largest() < EXACT || (!better && kkt.largest() < ACCEPTED) {
            break;
        }
    }
    best.ok_or_else(stalled)
}

/// The result if it is an optimum.
pub(crate) fn accept(program: Program, optimum: Optimum) -> Result<(Program, Optimum), Outcome> {
    if optimum.kkt.largest() < ACCEPTED {
        return Ok((program, optimum));
    }
    let size = optimum.x.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    // Weights that only grow.
    if size > 1e6 {
        return Err(Outcome::Unbounded);
    }
    let status = "Newton's method on the risk stalled".into();
    Err(Outcome::Stalled { status, kkt: optimum.kkt, x: optimum.x })
}

/// The least of the risk's quadratic model over the constraints.
fn quadratic_step(program: &mut Program, here: &Local, x: &[f64]) -> Outcome {
    let assets = here.gradient.len();
    let w = DVector::from_column_slice(&x[..assets]);
    // A risk that grows in proportion to the weights is straight along them.
    let mut damping = 1e-13 * here.hessian.trace().max(f64::MIN_POSITIVE);
    let mut outcome = Outcome::Unbounded;
    for _ in 0..4 {
        let mut hessian = here.hessian.clone();
        for i in 0..assets {
            hessian[(i, i)] += damping;
        }
        let pull = &hessian * &w;
        program.quadratic.clear();
        for j in 0..assets {
            program.linear[j] = here.gradient[j] - pull[j];
            for i in 0..=j {
                program.quadratic.push((i, j, hessian[(i, j)]));
            }
        }
        outcome = program.solve();
        if !matches!(outcome, Outcome::Unbounded | Outcome::Stalled { .. }) {
            break;
        }
        damping *= 1e4;
    }
    outcome
}

/// The length of a step at which the risk falls as it should, and the risk there.
fn shorten(
    risk: &impl Fn(&[f64]) -> Option<Local>,
    here: &Local,
    x: &[f64],
    moved: &DVector<f64>,
    fall: f64,
) -> Option<(f64, Local)> {
    // Differences below it are rounding.
    let rounding = 1e-12 * here.value.abs();
    let mut length = 1.0;
    for _ in 0..40 {
        let to: Vec<f64> = moved.iter().zip(x).map(|(moved, x)| x + length * moved).collect();
        if let Some(there) = risk(&to).filter(|there| there.value.is_finite())
            && there.value <= here.value + 1e-4 * length * fall + rounding
        {
            return Some((length, there));
        }
        length *= 0.5;
    }
    None
}
