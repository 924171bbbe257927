use crate::compile::{Compiled, compile, frame, need};
use crate::entropic::Entropic;
use crate::problem::Data;
use crate::program::{Cone, KktResidual, Optimum, Outcome, Program};
use crate::{
    Multiplier, Objective, PortfolioError, Problem, Search, Solution, conflict, entropic, evaluate,
    gini, growth, risk_budgeting, search,
};

/// The tangency portfolio's weights are scaled by no less than this, unless it is at infinity.
const LEAST_UNIT: f64 = 1e-9;

impl Problem {
    /// The best portfolio for an objective.
    ///
    /// # Errors
    ///
    /// If data or limits do not fit together, if the objective lacks data, if the constraints
    /// contradict each other (then which), if the objective has no optimum, or if the solver stalls.
    ///
    /// ```
    /// use nalgebra::DMatrix;
    /// use neuron_portfolio::{Limits, Objective, PortfolioError, Problem};
    /// let problem = Problem::new(["A", "B", "C"])
    ///     .expected_returns([0.08, 0.12, 0.10])
    ///     .covariance(DMatrix::from_row_slice(3, 3, &[0.04, 0.01, 0.0, 0.01, 0.09, 0.02, 0.0, 0.02, 0.05]))
    ///     .risk_free(0.02);
    /// let tangency = problem.solve(&Objective::MaximumSharpe)?;
    /// assert!(tangency.sharpe > problem.solve(&Objective::MinimumVolatility)?.sharpe);
    ///
    /// // Three weights of at most 0.3 cannot sum to 1, and the error says so.
    /// let capped = problem.bounds(Limits::between(0.0, 0.3));
    /// let Err(PortfolioError::Infeasible(conflict)) = capped.solve(&Objective::MaximumSharpe) else {
    ///     panic!("this is infeasible");
    /// };
    /// assert_eq!(conflict.constraints, ["weights sum to exactly 1", "every weight at most 0.3"]);
    /// # Ok::<(), PortfolioError>(())
    /// ```
    pub fn solve(&self, objective: &Objective) -> Result<Solution, PortfolioError> {
        let data = Data::new(self)?;
        if let Objective::RiskBudgeting { budgets } = objective {
            return risk_budgeting::solve(self, &data, budgets);
        }
        if matches!(objective, Objective::MaximumSharpe) {
            some_asset_above_risk_free(self, &data)?;
        }
        if self.constraints.cardinality.is_none() && objective.has_own_method() {
            return by_own_method(self, &data, objective);
        }
        let compiled = compile(self, &data, objective)?;
        if let Some(cardinality) = self.constraints.cardinality {
            return search::solve(self, &data, objective, &compiled, cardinality);
        }
        let outcome = compiled.program.solve();
        if matches!(objective, Objective::Kelly) {
            return growth::solve(self, &data, objective, &compiled, outcome);
        }
        match outcome {
            Outcome::Optimal(optimum) => {
                assemble(self, &data, objective, &compiled, &compiled.program, optimum)
            }
            outcome => Err(explain(self, &data, objective, outcome)),
        }
    }

    /// Which constraints contradict each other, `None` if a portfolio fulfils them all.
    ///
    /// # Errors
    ///
    /// If data or limits do not fit together.
    pub fn conflict(&self) -> Result<Option<crate::Conflict>, PortfolioError> {
        let data = Data::new(self)?;
        Ok(conflict::find(&frame(self, &data, &Objective::MaximumReturn)?.program))
    }
}

/// The objectives that are not minimised as one conic program.
fn by_own_method(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
) -> Result<Solution, PortfolioError> {
    let (level, deformation) = match objective {
        Objective::MinimumEvar { level } => (*level, None),
        Objective::MinimumRlvar { level, deformation } => (*level, Some(*deformation)),
        _ => return gini::solve(problem, data, objective),
    };
    let scenarios = need(&problem.scenarios, objective.measure(), "scenarios")?;
    let risk = Entropic::new(level, deformation, scenarios.nrows())?;
    entropic::solve(problem, data, objective, risk)
}

/// Long-only portfolios have an excess return only if an asset has.
fn some_asset_above_risk_free(problem: &Problem, data: &Data) -> Result<(), PortfolioError> {
    let Some(returns) = &data.returns else { return Ok(()) };
    let best = returns.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    match best {
        Some((asset, &best)) if best <= problem.risk_free && data.long_only() => {
            Err(PortfolioError::AllBelowRiskFree {
                risk_free: problem.risk_free,
                asset: problem.names[asset].clone(),
                best,
            })
        }
        _ => Ok(()),
    }
}

/// The solution from an optimal point of `solved`, which is the compiled program or a part of it
/// with the weights still in front.
pub(crate) fn assemble(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    compiled: &Compiled,
    solved: &Program,
    optimum: Optimum,
) -> Result<Solution, PortfolioError> {
    let unit = solved.unit.map_or(1.0, |unit| optimum.x[unit]);
    if unit < LEAST_UNIT {
        return Err(PortfolioError::Unbounded { objective: objective.measure() });
    }
    let weights: Vec<f64> = optimum.x[..data.assets].iter().map(|x| x / unit).collect();
    let value = evaluate::objective(problem, data, objective, &weights)
        .unwrap_or_else(|| compiled.figure(optimum.objective));
    let multipliers = multipliers(solved, &optimum.dual, compiled.improvement(value, unit));
    let figures = evaluate::figures(problem, data, &weights);
    Ok(Solution {
        names: problem.names.clone(),
        weights,
        measure: objective.measure(),
        objective: value,
        expected_return: figures.expected_return,
        trading_cost: figures.trading_cost,
        turnover: figures.turnover,
        volatility: figures.volatility,
        sharpe: figures.sharpe,
        risk_free: problem.risk_free,
        kkt: optimum.kkt,
        iterations: optimum.iterations,
        multipliers,
        search: None::<Search>,
        warnings: data.warnings.clone(),
    })
}

fn multipliers(program: &Program, dual: &[f64], improvement: f64) -> Vec<Multiplier> {
    let mut multipliers = Vec::new();
    let mut at = 0;
    for block in &program.blocks {
        if let Some(tag) = &block.tag {
            // A row of an exact value is `e − value`: it falls when the value is raised.
            let sign = if block.cone == Cone::Zero { -1.0 } else { 1.0 };
            multipliers.push(Multiplier {
                constraint: tag.label.clone(),
                improvement: sign * dual[at] * tag.slope * improvement,
            });
        }
        at += block.rows.len();
    }
    multipliers
}

/// Why there is no optimum.
pub(crate) fn explain(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    outcome: Outcome,
) -> PortfolioError {
    let sharpe = matches!(objective, Objective::MaximumSharpe);
    if let Outcome::Unbounded = outcome {
        return PortfolioError::Unbounded { objective: objective.measure() };
    }
    // Without the scaling of ratios.
    let plain = if objective.is_ratio() { &Objective::MaximumReturn } else { objective };
    let frame = match frame(problem, data, plain) {
        Ok(frame) => frame,
        Err(error) => return error,
    };
    if let Some(conflict) = conflict::find(&frame.program) {
        return PortfolioError::Infeasible(conflict);
    }
    if sharpe {
        match compile(problem, data, plain).map(|compiled| (compiled.program.solve(), compiled)) {
            Ok((Outcome::Optimal(optimum), compiled)) => {
                let best = compiled.figure(optimum.objective);
                if best <= problem.risk_free + 1e-9 {
                    return PortfolioError::NoExcessReturn { risk_free: problem.risk_free, best };
                }
            }
            Ok((Outcome::Unbounded, _)) => {
                return PortfolioError::Unbounded { objective: objective.measure() };
            }
            _ => {}
        }
    }
    match outcome {
        Outcome::Stalled { status, kkt, .. } => PortfolioError::NotSolved { status, kkt },
        _ => PortfolioError::NotSolved {
            status: "infeasible, though every constraint can be fulfilled".into(),
            kkt: KktResidual::default(),
        },
    }
}
