use crate::compile::need;
use crate::constraints::{Constraints, Limits};
use crate::evaluate;
use crate::problem::Data;
use crate::{KktResidual, Objective, PortfolioError, Problem, Solution};
use nalgebra::{DMatrix, DVector};
use std::collections::BTreeMap;

/// Newton steps after which something is wrong: quadratic convergence takes about ten.
const STEPS: u32 = 200;

/// The weights whose shares of the variance are the budgets.
///
/// Minimises `½ yᵀCy − Σ bᵢ log yᵢ` over the weights times volatilities, `C` being the correlations:
/// its gradient is zero where `yᵢ (Cy)ᵢ = bᵢ`. The function is self-concordant, so that Newton's
/// method with Spinu's damped step converges from anywhere.
pub(crate) fn solve(
    problem: &Problem,
    data: &Data,
    budgets: &BTreeMap<String, f64>,
) -> Result<Solution, PortfolioError> {
    let objective = Objective::RiskBudgeting { budgets: budgets.clone() };
    let total = only_a_budget(&problem.constraints)?;
    let risk = need(&data.risk, "risk budgeting", "a covariance or scenarios")?;
    let shares = shares(problem, budgets)?;
    let deviations: Vec<f64> = risk.variances().into_iter().map(f64::sqrt).collect();
    if let Some(asset) = deviations.iter().position(|&deviation| deviation <= 0.0) {
        return Err(PortfolioError::ZeroVariance { asset: problem.names[asset].clone() });
    }
    let covariance = risk.dense();
    let correlations = DMatrix::from_fn(data.assets, data.assets, |i, j| {
        covariance[(i, j)] / deviations[i] / deviations[j]
    });
    let (y, residual, iterations) = newton(&correlations, &shares);
    let kkt = KktResidual { stationarity: residual, ..KktResidual::default() };
    if residual.partial_cmp(&1e-10) != Some(std::cmp::Ordering::Less) {
        return Err(PortfolioError::NotSolved { status: "Newton's method stalled".into(), kkt });
    }
    let weights: Vec<f64> = y.iter().zip(&deviations).map(|(y, deviation)| y / deviation).collect();
    let sum: f64 = weights.iter().sum();
    let weights: Vec<f64> = weights.into_iter().map(|w| w / sum * total).collect();
    let figures = evaluate::figures(problem, data, &weights);
    Ok(Solution {
        names: problem.names.clone(),
        measure: objective.measure(),
        objective: figures.volatility.unwrap_or_default(),
        expected_return: figures.expected_return,
        trading_cost: figures.trading_cost,
        turnover: figures.turnover,
        volatility: figures.volatility,
        sharpe: figures.sharpe,
        risk_free: problem.risk_free,
        kkt,
        iterations,
        multipliers: Vec::new(),
        search: None,
        warnings: data.warnings.clone(),
        weights,
    })
}

/// The sum of the weights, if nothing else is limited.
fn only_a_budget(constraints: &Constraints) -> Result<f64, PortfolioError> {
    let mut rest = constraints.clone();
    let Limits { min, max } = std::mem::replace(&mut rest.budget, Limits::exactly(1.0));
    // A benchmark and costs limit nothing, and no weight is above the sum of all.
    rest.benchmark = None;
    if rest.trading.as_ref().is_some_and(|trading| trading.maximum_turnover.is_none()) {
        rest.trading = None;
    }
    if rest.bounds.max >= max {
        rest.bounds.max = f64::INFINITY;
    }
    if rest != Constraints::default() || min != max || min <= 0.0 {
        return Err(PortfolioError::Unsupported {
            what: "risk budgeting fixes every weight, so it takes no limits but the sum of the weights".into(),
            advice: "remove the other constraints or choose another objective",
        });
    }
    Ok(min)
}

/// Budgets that sum to 1, in the order of the assets.
fn shares(problem: &Problem, budgets: &BTreeMap<String, f64>) -> Result<Vec<f64>, PortfolioError> {
    let count = problem.names.len();
    if budgets.is_empty() {
        return Ok(vec![1.0 / count as f64; count]);
    }
    if let Some(unknown) = budgets.keys().find(|ticker| !problem.names.contains(ticker)) {
        return Err(PortfolioError::UnknownAsset {
            place: "the risk budget".into(),
            ticker: unknown.clone(),
            count,
            near: None,
        });
    }
    let mut shares = Vec::with_capacity(count);
    for name in &problem.names {
        let value = budgets.get(name).copied().unwrap_or(0.0);
        if !(value > 0.0 && value.is_finite()) {
            return Err(PortfolioError::Range {
                what: format!("the risk budget of `{name}`"),
                value,
                expected: "a finite number above 0 for every asset",
            });
        }
        shares.push(value);
    }
    let sum: f64 = shares.iter().sum();
    Ok(shares.into_iter().map(|share| share / sum).collect())
}

/// The minimum, the largest `|yᵢ (Cy)ᵢ − bᵢ|` relative to `bᵢ`, and the steps taken.
fn newton(correlations: &DMatrix<f64>, shares: &[f64]) -> (DVector<f64>, f64, u32) {
    let b = DVector::from_column_slice(shares);
    // On the ray of equal entries the minimum is where yᵀCy = Σb = 1.
    let sum = correlations.sum();
    let start = if sum > 0.0 { 1.0 / sum.sqrt() } else { 1.0 };
    let mut y = DVector::from_element(b.len(), start);
    let residual = |y: &DVector<f64>| {
        let pull = correlations * y;
        (0..b.len()).fold(0.0_f64, |most, i| most.max((y[i] * pull[i] / b[i] - 1.0).abs()))
    };
    let mut best = (residual(&y), y.clone());
    // Self-concordance of Σ b log y is that of the smallest weight.
    let concordance = b.min();
    for step in 0..STEPS {
        let gradient = correlations * &y - b.component_div(&y);
        let mut hessian = correlations.clone();
        for i in 0..b.len() {
            hessian[(i, i)] += b[i] / (y[i] * y[i]);
        }
        let Some(factor) = hessian.cholesky() else { return (best.1, best.0, step) };
        let direction = factor.solve(&gradient);
        let decrement = (gradient.dot(&direction).max(0.0) / concordance).sqrt();
        let length = if decrement > 0.36 { 1.0 / (1.0 + decrement) } else { 1.0 };
        y -= direction * length;
        let now = residual(&y);
        let stalled = now >= best.0 && decrement < 1e-6;
        if now < best.0 {
            best = (now, y.clone());
        }
        if stalled || best.0 < 1e-15 {
            return (best.1, best.0, step + 1);
        }
    }
    (best.1, best.0, STEPS)
}
