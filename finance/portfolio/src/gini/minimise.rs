use super::differences::Differences;
use super::distinct::Distinct;
use super::pairs;
use crate::compile::{self, Compiled, Measure, frame};
use crate::newton;
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::{Optimum, Outcome, Program};
use crate::{Objective, PortfolioError, Problem, Solution};

/// Pairs whose order the linear program leaves open, at first; at least [`PAIRS_PER_ASSET`] an asset.
const PAIRS: usize = 2000;
const PAIRS_PER_ASSET: usize = 40;
/// Times that number is doubled before the search gives up.
const ROUNDS: u32 = 6;
/// Relative gap between the figure and its lower bound at which the optimum is proven.
const GAP: f64 = 1e-10;
/// Newton's steps at each width of the rounded kinks.
const STEPS: usize = 12;

/// The portfolio of the least mean difference.
///
/// All `T (T − 1) / 2` pairs in one linear program, as Yitzhaki, *Stochastic dominance, mean variance,
/// and Gini's mean difference* (1982), has it, are too many beyond some hundred scenarios. Here
/// Newton's method, on kinks that are rounded less and less, comes near the optimum; then a linear
/// program with the pairs of nearly equal returns written out gives it. For all other pairs that
/// program takes the present order, which makes it a lower bound everywhere: where the order still
/// holds at its optimum the two are equal, and that optimum is the one over all pairs.
pub(crate) fn solve(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
) -> Result<Solution, PortfolioError> {
    let scenarios = compile::need(&problem.scenarios, objective.measure(), "scenarios")?;
    if scenarios.nrows() < 2 {
        return Err(PortfolioError::Size {
            what: "the scenarios of a mean difference",
            found: scenarios.nrows().to_string(),
            expected: "at least 2".into(),
        });
    }
    let unit = compile::unit(scenarios);
    let distinct = Distinct::new(scenarios, unit);
    let start = newton::least_variance(problem, data, objective)?;
    let frame = frame(problem, data, objective)?.program;
    let found = near_optimum(&frame, &distinct, start).and_then(|x| exact(&frame, &distinct, x));
    match found {
        Ok((program, optimum)) => {
            let scale = 1.0 / unit;
            let compiled = Compiled { program, measure: Measure::Minimised, scale };
            assemble(problem, data, objective, &compiled, &compiled.program, optimum)
        }
        Err(outcome) => Err(explain(problem, data, objective, outcome)),
    }
}

/// How many pairs are to be left open.
fn wanted(distinct: &Distinct) -> usize {
    PAIRS.max(PAIRS_PER_ASSET * distinct.rows.ncols())
}

/// The width within which there are at least so many pairs, and not many more.
fn width(differences: &Differences<'_>, pairs: usize) -> f64 {
    let (mut low, mut high) = (0.0, 1e-9);
    let count = differences.order.len();
    let pairs = pairs.min(count * (count - 1) / 2);
    while differences.near(high) < pairs {
        high *= 4.0;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if differences.near(middle) < pairs {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Newton's method on kinks that are rounded less and less.
fn near_optimum(
    frame: &Program,
    distinct: &Distinct,
    mut x: Vec<f64>,
) -> Result<Vec<f64>, Outcome> {
    let assets = distinct.rows.ncols();
    let count = distinct.rows.nrows();
    if count * (count - 1) / 2 <= wanted(distinct) {
        return Ok(x);
    }
    let mut wide = Differences::new(distinct, &x[..assets]).mean();
    loop {
        let least = width(&Differences::new(distinct, &x[..assets]), wanted(distinct) / 2);
        wide = (0.25 * wide).max(least);
        let risk = |w: &[f64]| Some(Differences::new(distinct, w).rounded(wide));
        match newton::minimise(frame.clone(), assets, risk, x.clone(), STEPS) {
            Ok((_, optimum)) => x = optimum.x,
            // The linear programs can begin where this ends.
            Err(Outcome::Stalled { .. }) => return Ok(x),
            Err(outcome) => return Err(outcome),
        }
        if wide <= least {
            return Ok(x);
        }
    }
}

/// Linear programs with the pairs near to each other left open, until the order of all others holds.
fn exact(
    frame: &Program,
    distinct: &Distinct,
    mut x: Vec<f64>,
) -> Result<(Program, Optimum), Outcome> {
    let assets = distinct.rows.ncols();
    let mut open = wanted(distinct);
    let mut iterations = 0;
    let mut kkt = Default::default();
    for _ in 0..=ROUNDS {
        let here = Differences::new(distinct, &x[..assets]);
        let near = here.near_pairs(width(&here, open));
        let program =
            pairs::program(frame.clone(), &here, &distinct.rows, &near, distinct.per_pair);
        let mut optimum = match program.solve() {
            Outcome::Optimal(optimum) => optimum,
            outcome => return Err(outcome),
        };
        iterations += optimum.iterations;
        let there = Differences::new(distinct, &optimum.x[..assets]).mean();
        if there - optimum.objective <= GAP * there.abs().max(f64::MIN_POSITIVE) {
            optimum.iterations = iterations;
            return Ok((program, optimum));
        }
        kkt = optimum.kkt;
        if there < here.mean() {
            x = optimum.x[..frame.variables].to_vec();
        }
        open *= 2;
    }
    let status = format!("the order of pairs was still changing with {open} of them left open");
    Err(Outcome::Stalled { status, kkt, x })
}
