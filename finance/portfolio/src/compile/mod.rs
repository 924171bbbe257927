//! From a problem in the user's terms to a conic program.
mod deviation;
mod drawdown;
mod entropic;
mod exposure;
mod objective;
mod tail;
mod trades;
mod volatility;
mod weights;

pub(crate) use objective::{per_return, uncertainty};
pub(crate) use tail::{check as check_tail, unit};

use crate::problem::Data;
use crate::program::{Affine, Cone, Program, Tag};
use crate::{Objective, PortfolioError, Problem};

/// How an objective in the program becomes the figure that is reported.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Measure {
    /// The program minimises half the square.
    HalfSquare,
    /// The program minimises it.
    Minimised,
    /// The program minimises it with its sign changed.
    Maximised,
    /// The program minimises half the variance at an excess return of so much.
    Ratio { excess: f64 },
}

/// A program whose first variables are the weights.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) program: Program,
    pub(crate) measure: Measure,
    /// Objective of the program per unit of the figure as it stands in the formula.
    pub(crate) scale: f64,
}

impl Compiled {
    /// The reported figure for an objective of the program.
    pub(crate) fn figure(&self, objective: f64) -> f64 {
        let plain = objective / self.scale;
        match self.measure {
            Measure::HalfSquare => (2.0 * plain).max(0.0).sqrt(),
            Measure::Minimised => plain,
            Measure::Maximised => -plain,
            Measure::Ratio { excess } => excess / (2.0 * plain).max(0.0).sqrt(),
        }
    }

    /// How much the figure improves for each unit by which the program's objective falls, at an
    /// optimum of that figure; `unit` is the scale of the weights.
    pub(crate) fn improvement(&self, figure: f64, unit: f64) -> f64 {
        let slope = match self.measure {
            Measure::HalfSquare if figure > 0.0 => 1.0 / figure,
            // The figure has a corner at zero.
            Measure::HalfSquare => 0.0,
            Measure::Minimised | Measure::Maximised => 1.0,
            Measure::Ratio { excess } => figure.powi(3) / excess.powi(2) * unit,
        };
        slope / self.scale
    }
}

/// The constraints as a program without objective; with `homogeneous`, the weights are scaled by a
/// positive variable of their own.
pub(crate) struct Frame {
    pub(crate) program: Program,
    /// Expected return after costs.
    pub(crate) net_return: Option<Affine>,
}

/// The constraints of the problem, with those that the objective brings.
pub(crate) fn frame(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
) -> Result<Frame, PortfolioError> {
    let mut program = Program::default();
    program.add_variables(data.assets);
    if objective.is_ratio() {
        let unit = program.add_variables(1);
        program.constrain_as_is(Cone::NonNegative, vec![Affine::variable(unit)], None);
        program.unit = Some(unit);
    }
    weights::constrain(problem, data, &mut program);
    exposure::constrain(problem, data, &mut program);
    let costs = trades::constrain(problem, data, &mut program);
    let net_return = data
        .returns
        .as_ref()
        .map(|returns| Affine::dot(0, returns.iter().copied()).plus_scaled(&costs, -1.0));

    let mut least = vec![problem.constraints.minimum_return];
    let mut most = vec![problem.constraints.maximum_volatility];
    match objective {
        Objective::EfficientReturn { target } => least.push(Some(*target)),
        Objective::EfficientRisk { target } => most.push(Some(*target)),
        _ => {}
    }
    for least in least.into_iter().flatten() {
        let row = need(&net_return, "minimum return", "expected returns or scenarios")?;
        let label = format!("expected return at least {least}");
        let constraint = program.name(&label);
        // In units of the largest return, so that daily figures are as good as annual ones.
        let slope = per_return(row);
        let row = row.clone().plus(-least).scaled(slope);
        program.constrain(Cone::NonNegative, vec![row], Some(Tag { constraint, label, slope }));
    }
    for most in most.into_iter().flatten() {
        volatility::limit(data, &mut program, most, None)?;
    }
    if let Some(most) = problem.constraints.maximum_tracking_error {
        let benchmark =
            need(&data.benchmark, "maximum tracking error", "weights of the benchmark")?;
        volatility::limit(data, &mut program, most, Some(benchmark))?;
    }
    if let Some(cvar) = problem.constraints.maximum_cvar {
        let scenarios = need(&problem.scenarios, "maximum conditional value at risk", "scenarios")?;
        tail::limit(&mut program, scenarios, cvar)?;
    }
    if let Some(evar) = problem.constraints.maximum_evar {
        let scenarios = need(&problem.scenarios, "maximum entropic value at risk", "scenarios")?;
        entropic::limit(&mut program, scenarios, evar)?;
    }
    Ok(Frame { program, net_return })
}

/// The whole program.
pub(crate) fn compile(
    problem: &Problem,
    data: &Data,
    objective: &Objective,
) -> Result<Compiled, PortfolioError> {
    let frame = frame(problem, data, objective)?;
    objective::add(problem, data, objective, frame)
}

/// What an objective cannot do without.
pub(crate) fn need<'a, T>(
    there: &'a Option<T>,
    objective: &'static str,
    missing: &'static str,
) -> Result<&'a T, PortfolioError> {
    there.as_ref().ok_or(PortfolioError::Missing { objective, missing })
}
