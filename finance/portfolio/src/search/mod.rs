//! Branch and bound over the assets that are held.
mod relaxation;
mod separable;
mod tree;

use crate::compile::Compiled;
use crate::optimise::{assemble, explain};
use crate::problem::Data;
use crate::program::Outcome;
use crate::{Cardinality, Objective, PortfolioError, Problem, Search, Solution, Warning};
use relaxation::{Relaxation, Relaxed};
use tree::Tree;

/// The best portfolio of at most so many assets, with the proof.
///
/// A node of the tree takes some assets in and leaves some out; its relaxation lets the others be
/// either. Bertsimas and Shioda, *Algorithm for cardinality-constrained quadratic optimization*
/// (Computational Optimization and Applications 43, 2009).
pub(crate) fn solve(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    compiled: &Compiled,
    cardinality: Cardinality,
) -> Result<Solution, PortfolioError> {
    if cardinality.minimum_weight.is_some_and(|weight| weight > 0.0) && !data.long_only() {
        return Err(PortfolioError::Unsupported {
            what: "a minimum weight of held assets needs bounds that allow no short position"
                .into(),
            advice: "set the lower bounds to 0 or remove the minimum weight",
        });
    }
    let relaxation = Relaxation {
        compiled,
        assets: data.assets,
        minimum: cardinality.minimum_weight,
        at_most: cardinality.at_most,
        separable: None,
    };
    let mut tree = Tree::new(relaxation, cardinality);
    match tree.plant() {
        Relaxed::Optimal(_) => {}
        Relaxed::Empty => return Err(explain(problem, data, objective, Outcome::Infeasible)),
        Relaxed::Failed(outcome) => return Err(explain(problem, data, objective, outcome)),
    }
    let complete = tree.grow();
    let nodes = tree.solved;
    let Some(best) = tree.best else {
        let at_most = cardinality.at_most;
        return Err(if complete {
            PortfolioError::NoSet { at_most, nodes }
        } else {
            PortfolioError::NothingFound { at_most, nodes }
        });
    };
    let bound = compiled.figure(tree.floor.min(best.optimum.objective));
    let mut solution = assemble(problem, data, objective, compiled, &best.program, best.optimum)?;
    let gap = (solution.objective - bound).abs() / solution.objective.abs().max(f64::MIN_POSITIVE);
    solution.iterations = tree.iterations;
    solution.search = Some(Search {
        held: solution.weights.iter().filter(|&&weight| weight != 0.0).count(),
        nodes,
        bound,
        gap,
        proven: complete,
    });
    if !complete {
        solution.warnings.push(Warning::NotProven { nodes });
    }
    Ok(solution)
}
