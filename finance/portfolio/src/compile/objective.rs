use super::{Compiled, Frame, Measure, deviation, drawdown, entropic, need, tail};
use crate::objective::{Objective, Uncertainty};
use crate::problem::Data;
use crate::program::{Affine, Cone, Program};
use crate::risk_model::{Risk, root};
use crate::{PortfolioError, Problem};
use nalgebra::DMatrix;

const RETURNS: &str = "expected returns or scenarios";
const COVARIANCE: &str = "a covariance or scenarios";
const SCENARIOS: &str = "scenarios";

/// Adds the objective to the constraints.
pub(super) fn add(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
    frame: Frame,
) -> Result<Compiled, PortfolioError> {
    let Frame { mut program, net_return } = frame;
    let name = objective.measure();
    let (measure, scale) = match objective {
        Objective::MinimumVolatility | Objective::EfficientReturn { .. } => {
            let risk = need(&data.risk, name, COVARIANCE)?;
            let scale = per_variance(risk);
            risk.add_variance(&mut program, scale);
            (Measure::HalfSquare, scale)
        }
        Objective::MinimumTrackingError => {
            let risk = need(&data.risk, name, COVARIANCE)?;
            let benchmark = need(&data.benchmark, name, "weights of the benchmark")?;
            let scale = per_variance(risk);
            risk.add_variance(&mut program, scale);
            let pull = risk.multiply(benchmark);
            program.add_linear(&Affine::dot(0, pull), -scale);
            program.constant += 0.5 * scale * risk.variance(benchmark);
            (Measure::HalfSquare, scale)
        }
        Objective::Utility { risk_aversion } => {
            if !(*risk_aversion > 0.0 && risk_aversion.is_finite()) {
                return Err(PortfolioError::Range {
                    what: "the risk aversion".into(),
                    value: *risk_aversion,
                    expected: "a finite number above 0",
                });
            }
            let risk = need(&data.risk, name, COVARIANCE)?;
            let row = need(&net_return, name, RETURNS)?;
            let scale = per_variance(risk) / risk_aversion;
            risk.add_variance(&mut program, risk_aversion * scale);
            program.add_linear(row, -scale);
            (Measure::Maximised, scale)
        }
        Objective::MaximumSharpe => {
            let risk = need(&data.risk, name, COVARIANCE)?;
            let row = need(&net_return, name, RETURNS)?;
            let returns = need(&data.returns, name, RETURNS)?;
            let excess = excess_unit(returns, problem.risk_free);
            let unit = program.unit.map(Affine::variable).unwrap_or_default();
            let row = row.clone().plus_scaled(&unit, -problem.risk_free);
            add_ratio(&mut program, risk, row, excess)
        }
        Objective::MaximumDiversification => {
            let risk = need(&data.risk, name, COVARIANCE)?;
            let deviations: Vec<f64> = risk.variances().into_iter().map(f64::sqrt).collect();
            let largest = deviations.iter().fold(0.0_f64, |most, d| most.max(*d));
            let largest = if largest > 0.0 { largest } else { 1.0 };
            add_ratio(&mut program, risk, Affine::dot(0, deviations), largest)
        }
        Objective::MinimumSemideviation { target } => {
            if !target.is_finite() {
                let what = "the target of the semideviation".into();
                return Err(PortfolioError::NotFinite { what, value: *target });
            }
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            let unit = tail::unit(scenarios);
            deviation::add_semivariance(&mut program, scenarios, *target, unit);
            (Measure::HalfSquare, 1.0 / unit.powi(2))
        }
        Objective::EfficientRisk { .. } | Objective::MaximumReturn => {
            let row = need(&net_return, name, RETURNS)?;
            let scale = per_return(row);
            program.add_linear(row, -scale);
            (Measure::Maximised, scale)
        }
        Objective::MinimumCvar { level } | Objective::MinimumCdar { level } => {
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            tail::check(*level, scenarios.nrows())?;
            let unit = tail::unit(scenarios);
            if matches!(objective, Objective::MinimumCvar { .. }) {
                tail::add_cvar(&mut program, scenarios, *level, unit);
            } else {
                drawdown::add_cdar(&mut program, scenarios, *level, unit);
            }
            (Measure::Minimised, 1.0 / unit)
        }
        Objective::MinimumAbsoluteDeviation
        | Objective::MinimumWorstLoss
        | Objective::MinimumAverageDrawdown
        | Objective::MinimumMaximumDrawdown => {
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            let unit = tail::unit(scenarios);
            let add = match objective {
                Objective::MinimumAbsoluteDeviation => deviation::add_absolute,
                Objective::MinimumWorstLoss => deviation::add_worst_loss,
                Objective::MinimumAverageDrawdown => drawdown::add_average,
                _ => drawdown::add_maximum,
            };
            add(&mut program, scenarios, unit);
            (Measure::Minimised, 1.0 / unit)
        }
        Objective::MinimumEvar { level } => {
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            tail::check(*level, scenarios.nrows())?;
            let unit = tail::unit(scenarios);
            entropic::add(&mut program, scenarios, *level, unit);
            (Measure::Minimised, 1.0 / unit)
        }
        Objective::MinimumUlcerIndex => {
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            let unit = tail::unit(scenarios);
            drawdown::add_mean_square(&mut program, scenarios, unit);
            (Measure::HalfSquare, 1.0 / unit.powi(2))
        }
        Objective::WorstCase { radius, shape, risk_aversion } => {
            for (what, value) in [("radius", radius), ("risk aversion", risk_aversion)] {
                if !(*value >= 0.0 && value.is_finite()) {
                    return Err(PortfolioError::Range {
                        what: format!("the {what} of the worst case"),
                        value: *value,
                        expected: "a finite number of at least 0",
                    });
                }
            }
            let risk = need(&data.risk, name, COVARIANCE)?;
            let row = need(&net_return, name, RETURNS)?;
            let scale = per_return(row);
            program.add_linear(row, -scale);
            if *risk_aversion > 0.0 {
                risk.add_variance(&mut program, risk_aversion * scale);
            }
            let shaped = uncertainty_rows(&mut program, risk, shape, data.assets)?;
            let size = program.add_variables(1);
            program.linear[size] += 1.0;
            let mut rows = vec![Affine::variable(size)];
            rows.extend(shaped.into_iter().map(|row| row.scaled(radius * scale)));
            program.constrain(Cone::SecondOrder, rows, None);
            (Measure::Maximised, scale)
        }
        Objective::Kelly => {
            let scenarios = need(&problem.scenarios, name, SCENARIOS)?;
            add_growth(&mut program, scenarios);
            (Measure::Maximised, 1.0)
        }
        Objective::MinimumRlvar { .. } | Objective::MinimumGini => {
            return Err(PortfolioError::Unsupported {
                what: format!("the {name} takes no limit on the number of assets"),
                advice: "remove it, or choose another risk, such as the entropic value at risk",
            });
        }
        Objective::RiskBudgeting { .. } => {
            return Err(PortfolioError::Unsupported {
                what: "risk budgeting has no frontier and no limit on the number of assets".into(),
                advice: "solve it alone",
            });
        }
    };
    Ok(Compiled { program, measure, scale })
}

/// Maximises `row` over the volatility: minimises the variance of weights scaled so that `row`, which is
/// positive somewhere, is `size`.
fn add_ratio(program: &mut Program, risk: &Risk, row: Affine, size: f64) -> (Measure, f64) {
    program.constrain_as_is(Cone::NonNegative, vec![row.scaled(1.0 / size).plus(-1.0)], None);
    let scale = per_variance(risk);
    risk.add_variance(program, scale);
    (Measure::Ratio { excess: size }, scale)
}

/// One over the mean variance: the quadratic term is then near 1.
fn per_variance(risk: &Risk) -> f64 {
    let variances = risk.variances();
    let mean = variances.iter().sum::<f64>() / variances.len() as f64;
    if mean > 0.0 { 1.0 / mean } else { 1.0 }
}

/// One over the largest coefficient.
pub(crate) fn per_return(row: &Affine) -> f64 {
    let largest = row.terms.iter().fold(0.0_f64, |most, term| most.max(term.1.abs()));
    if largest > 0.0 { 1.0 / largest } else { 1.0 }
}

fn excess_unit(returns: &[f64], risk_free: f64) -> f64 {
    let best = returns.iter().fold(0.0_f64, |most, r| most.max(r - risk_free));
    let size = returns.iter().fold(0.0_f64, |most, r| most.max((r - risk_free).abs()));
    if best > 0.0 {
        best
    } else if size > 0.0 {
        size
    } else {
        1.0
    }
}

/// `log(1 + rᵀw) ≥ τ` for each scenario, and the mean of the `τ` to the objective.
fn add_growth(program: &mut Program, scenarios: &DMatrix<f64>) {
    let count = scenarios.nrows();
    let first = program.add_variables(count);
    for (t, row) in scenarios.row_iter().enumerate() {
        program.linear[first + t] -= 1.0 / count as f64;
        program.constrain(
            Cone::Exponential,
            vec![
                Affine::variable(first + t),
                Affine::constant(1.0),
                Affine::dot(0, row.iter().copied()).plus(1.0),
            ],
            None,
        );
    }
}

/// Rows whose Euclidean norm is `√(wᵀΩw)`.
fn uncertainty_rows(
    program: &mut Program,
    risk: &Risk,
    shape: &Uncertainty,
    assets: usize,
) -> Result<Vec<Affine>, PortfolioError> {
    if let Uncertainty::Mean { observations } | Uncertainty::Diagonal { observations } = shape
        && !(*observations > 0.0 && observations.is_finite())
    {
        return Err(PortfolioError::Range {
            what: "the number of observations of the worst case".into(),
            value: *observations,
            expected: "a finite number above 0",
        });
    }
    Ok(match shape {
        Uncertainty::Mean { observations } => {
            let error = 1.0 / observations.sqrt();
            risk.rows(program, None).into_iter().map(|row| row.scaled(error)).collect()
        }
        Uncertainty::Diagonal { observations } => risk
            .variances()
            .iter()
            .enumerate()
            .map(|(asset, variance)| Affine::dot(asset, [(variance / observations).sqrt()]))
            .collect(),
        Uncertainty::Matrix(_) => root("the uncertainty", &matrix(shape, assets)?)?
            .row_iter()
            .map(|row| Affine::dot(0, row.iter().copied()))
            .collect(),
    })
}

/// `√(wᵀΩw)`.
pub(crate) fn uncertainty(
    risk: &Risk,
    shape: &Uncertainty,
    w: &[f64],
) -> Result<f64, PortfolioError> {
    let mut program = Program::default();
    program.add_variables(w.len());
    Ok(match shape {
        Uncertainty::Mean { observations } => (risk.variance(w) / observations).sqrt(),
        Uncertainty::Diagonal { .. } | Uncertainty::Matrix(_) => {
            let rows = uncertainty_rows(&mut program, risk, shape, w.len())?;
            rows.iter().map(|row| row.at(w).powi(2)).sum::<f64>().sqrt()
        }
    })
}

/// A shape given as rows.
fn matrix(shape: &Uncertainty, assets: usize) -> Result<DMatrix<f64>, PortfolioError> {
    let Uncertainty::Matrix(rows) = shape else { return Ok(DMatrix::zeros(assets, assets)) };
    if rows.len() != assets || rows.iter().any(|row| row.len() != assets) {
        return Err(PortfolioError::Size {
            what: "the uncertainty",
            found: format!("{} rows", rows.len()),
            expected: format!("{assets} rows of {assets}"),
        });
    }
    if let Some(&value) = rows.iter().flatten().find(|value| !value.is_finite()) {
        return Err(PortfolioError::NotFinite {
            what: "an entry of the uncertainty".into(),
            value,
        });
    }
    let given = DMatrix::from_fn(assets, assets, |i, j| rows[i][j]);
    // Only the symmetric part counts in a quadratic form.
    Ok((&given + given.transpose()) * 0.5)
}
