//! Figures of given weights, without an optimiser.
use crate::entropic::Entropic;
use crate::objective::Objective;
use crate::problem::Data;
use crate::{PortfolioError, Problem, compile, gini};
use nalgebra::{DMatrix, DVector};

/// Mean of the largest `(1 − level)` of `values`, a fraction of the last one where it does not come
/// out even: the least value of `α + Σ max(0, value − α) / ((1 − level) T)` over `α`.
pub(crate) fn tail_mean(values: &[f64], level: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut left = (1.0 - level) * sorted.len() as f64;
    let tail = left;
    let mut sum = 0.0;
    for value in sorted {
        let part = left.min(1.0);
        sum += part * value;
        left -= part;
        if left <= 0.0 {
            break;
        }
    }
    sum / tail
}

/// Conditional value at risk of weights: the mean loss in the worst `1 − level` of the scenarios.
///
/// `scenarios` are `[scenarios, assets]`, `weights` one for each asset.
///
/// # Errors
///
/// If the sizes differ, the level is not between 0 and 1 or leaves fewer than 10 scenarios.
pub fn conditional_value_at_risk(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
    level: f64,
) -> Result<f64, PortfolioError> {
    let losses = returns(scenarios, weights)?.into_iter().map(|r| -r).collect::<Vec<f64>>();
    compile::check_tail(level, losses.len())?;
    Ok(tail_mean(&losses, level))
}

/// Conditional drawdown at risk of weights: the mean of the worst `1 − level` of the drawdowns of the
/// summed returns.
///
/// # Errors
///
/// As [`conditional_value_at_risk`].
pub fn conditional_drawdown_at_risk(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
    level: f64,
) -> Result<f64, PortfolioError> {
    let drawdowns = drawdowns(scenarios, weights)?;
    compile::check_tail(level, drawdowns.len())?;
    Ok(tail_mean(&drawdowns, level))
}

/// Entropic value at risk of weights: the least `z ln(mean exp(loss/z) / (1 − level))` over `z > 0`.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_portfolio::{conditional_value_at_risk, entropic_value_at_risk};
/// let scenarios = DMatrix::from_fn(100, 1, |t, _| 0.01 * ((t * 37 % 100) as f64 / 50.0 - 1.0));
/// let entropic = entropic_value_at_risk(&scenarios, &[1.0], 0.9)?;
/// // Between the mean of the tail and the worst loss.
/// assert!(conditional_value_at_risk(&scenarios, &[1.0], 0.9)? < entropic && entropic < 0.01);
/// # Ok::<(), neuron_portfolio::PortfolioError>(())
/// ```
///
/// # Errors
///
/// As [`conditional_value_at_risk`].
pub fn entropic_value_at_risk(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
    level: f64,
) -> Result<f64, PortfolioError> {
    entropic(scenarios, weights, level, None)
}

/// Relativistic value at risk of weights, of a deformation between 0 (the entropic one) and 1 (the
/// worst loss).
///
/// # Errors
///
/// As [`conditional_value_at_risk`]; also if the deformation is not from 0.01 to 0.8.
pub fn relativistic_value_at_risk(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
    level: f64,
    deformation: f64,
) -> Result<f64, PortfolioError> {
    entropic(scenarios, weights, level, Some(deformation))
}

fn entropic(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
    level: f64,
    deformation: Option<f64>,
) -> Result<f64, PortfolioError> {
    let returns = returns(scenarios, weights)?;
    let risk = Entropic::new(level, deformation, returns.len())?;
    let unit = compile::unit(scenarios);
    let losses: Vec<f64> = returns.into_iter().map(|r| -r / unit).collect();
    Ok(unit * risk.of(&losses))
}

/// Gini's mean difference of weights: the mean distance between the returns of two different
/// scenarios.
///
/// # Errors
///
/// If the sizes differ or there are fewer than two scenarios.
pub fn gini_mean_difference(
    scenarios: &DMatrix<f64>,
    weights: &[f64],
) -> Result<f64, PortfolioError> {
    let returns = returns(scenarios, weights)?;
    if returns.len() < 2 {
        return Err(PortfolioError::Size {
            what: "the scenarios of a mean difference",
            found: returns.len().to_string(),
            expected: "at least 2".into(),
        });
    }
    Ok(gini::mean_difference(&returns))
}

/// By how much the summed returns are below their highest so far, which is 0 at the start.
fn drawdowns(scenarios: &DMatrix<f64>, weights: &[f64]) -> Result<Vec<f64>, PortfolioError> {
    let mut drawdown = 0.0_f64;
    let fall = |r: f64| {
        drawdown = (drawdown - r).max(0.0);
        drawdown
    };
    Ok(returns(scenarios, weights)?.into_iter().map(fall).collect())
}

fn returns(scenarios: &DMatrix<f64>, weights: &[f64]) -> Result<Vec<f64>, PortfolioError> {
    if scenarios.ncols() != weights.len() {
        return Err(PortfolioError::Size {
            what: "the weights",
            found: weights.len().to_string(),
            expected: scenarios.ncols().to_string(),
        });
    }
    Ok((scenarios * DVector::from_column_slice(weights)).iter().copied().collect())
}

/// Figures that every portfolio has.
pub(crate) struct Figures {
    pub(crate) expected_return: Option<f64>,
    pub(crate) trading_cost: f64,
    pub(crate) turnover: Option<f64>,
    pub(crate) volatility: Option<f64>,
    pub(crate) sharpe: Option<f64>,
}

pub(crate) fn figures(problem: &Problem, data: &Data, w: &[f64]) -> Figures {
    let expected_return = data.returns.as_ref().map(|returns| dot(returns, w));
    let trades = || w.iter().zip(&data.previous).map(|(w, previous)| (w - previous).abs());
    let trading_cost = trades().zip(&data.costs).map(|(trade, cost)| trade * cost).sum();
    let volatility = data.risk.as_ref().map(|risk| risk.variance(w).sqrt());
    let sharpe = match (expected_return, volatility) {
        (Some(expected), Some(volatility)) if volatility > 0.0 => {
            Some((expected - trading_cost - problem.risk_free) / volatility)
        }
        _ => None,
    };
    let turnover = problem.constraints.trading.as_ref().map(|_| trades().sum());
    Figures { expected_return, trading_cost, turnover, volatility, sharpe }
}

/// The objective's figure; `None` where data or a logarithm lacks.
pub(crate) fn objective(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    w: &[f64],
) -> Option<f64> {
    let figures = figures(problem, data, w);
    let net = figures.expected_return.map(|expected| expected - figures.trading_cost);
    match objective {
        Objective::MinimumVolatility
        | Objective::EfficientReturn { .. }
        | Objective::RiskBudgeting { .. } => figures.volatility,
        Objective::Utility { risk_aversion } => {
            Some(net? - 0.5 * risk_aversion * figures.volatility?.powi(2))
        }
        Objective::MaximumSharpe => figures.sharpe,
        Objective::EfficientRisk { .. } | Objective::MaximumReturn => net,
        Objective::MaximumDiversification => {
            let variances = data.risk.as_ref()?.variances();
            let sum: f64 = variances.iter().zip(w).map(|(variance, w)| variance.sqrt() * w).sum();
            figures.volatility.filter(|volatility| *volatility > 0.0).map(|v| sum / v)
        }
        Objective::MinimumSemideviation { target } => {
            let returns = returns(problem.scenarios.as_ref()?, w).ok()?;
            let squares: f64 = returns.iter().map(|r| (target - r).max(0.0).powi(2)).sum();
            Some((squares / returns.len() as f64).sqrt())
        }
        Objective::MinimumCvar { level } => {
            conditional_value_at_risk(problem.scenarios.as_ref()?, w, *level).ok()
        }
        Objective::MinimumEvar { level } => {
            entropic_value_at_risk(problem.scenarios.as_ref()?, w, *level).ok()
        }
        Objective::MinimumRlvar { level, deformation } => {
            relativistic_value_at_risk(problem.scenarios.as_ref()?, w, *level, *deformation).ok()
        }
        Objective::MinimumGini => gini_mean_difference(problem.scenarios.as_ref()?, w).ok(),
        Objective::MinimumCdar { level } => {
            conditional_drawdown_at_risk(problem.scenarios.as_ref()?, w, *level).ok()
        }
        Objective::MinimumAverageDrawdown => {
            Some(mean(&drawdowns(problem.scenarios.as_ref()?, w).ok()?))
        }
        Objective::MinimumMaximumDrawdown => {
            let drawdowns = drawdowns(problem.scenarios.as_ref()?, w).ok()?;
            Some(drawdowns.into_iter().fold(0.0, f64::max))
        }
        Objective::MinimumUlcerIndex => {
            let mut squares = drawdowns(problem.scenarios.as_ref()?, w).ok()?;
            squares.iter_mut().for_each(|drawdown| *drawdown *= *drawdown);
            Some(mean(&squares).sqrt())
        }
        Objective::MinimumAbsoluteDeviation => {
            let mut returns = returns(problem.scenarios.as_ref()?, w).ok()?;
            let centre = mean(&returns);
            returns.iter_mut().for_each(|r| *r = (*r - centre).abs());
            Some(mean(&returns))
        }
        Objective::MinimumWorstLoss => {
            let returns = returns(problem.scenarios.as_ref()?, w).ok()?;
            Some(returns.into_iter().fold(f64::NEG_INFINITY, |worst, r| worst.max(-r)))
        }
        Objective::WorstCase { radius, shape, risk_aversion } => {
            let size = compile::uncertainty(data.risk.as_ref()?, shape, w).ok()?;
            Some(net? - radius * size - 0.5 * risk_aversion * figures.volatility?.powi(2))
        }
        Objective::Kelly => {
            let growth: Vec<f64> =
                returns(problem.scenarios.as_ref()?, w).ok()?.into_iter().map(f64::ln_1p).collect();
            Some(mean(&growth)).filter(|mean| mean.is_finite())
        }
        Objective::MinimumTrackingError => {
            let benchmark = data.benchmark.as_ref()?;
            let active: Vec<f64> = w.iter().zip(benchmark).map(|(w, b)| w - b).collect();
            Some(data.risk.as_ref()?.variance(&active).sqrt())
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
