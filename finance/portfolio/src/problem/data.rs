use super::{Problem, lookup::Tickers, validate};
use crate::constraints::Limits;
use crate::risk_model::Risk;
use crate::{PortfolioError, RiskModel, Warning};
use nalgebra::DMatrix;

/// A sum of weights under limits, assets by position.
#[derive(Clone, Debug)]
pub(crate) struct NamedSum {
    pub(crate) name: String,
    pub(crate) coefficients: Vec<(usize, f64)>,
    pub(crate) limits: Limits,
}

/// A problem that has been checked, with tickers turned into positions.
#[derive(Clone, Debug)]
pub(crate) struct Data {
    pub(crate) assets: usize,
    pub(crate) returns: Option<Vec<f64>>,
    pub(crate) risk: Option<Risk>,
    pub(crate) bounds: Vec<Limits>,
    /// Whether the asset has bounds of its own.
    pub(crate) own_bounds: Vec<bool>,
    pub(crate) sums: Vec<NamedSum>,
    pub(crate) previous: Vec<f64>,
    pub(crate) costs: Vec<f64>,
    pub(crate) benchmark: Option<Vec<f64>>,
    pub(crate) warnings: Vec<Warning>,
}

impl Data {
    pub(crate) fn new(problem: &Problem) -> Result<Self, PortfolioError> {
        let tickers = Tickers::new(&problem.names)?;
        let assets = problem.names.len();
        validate::finite("the risk-free rate", problem.risk_free)?;
        let mut warnings = Vec::new();
        if let Some(scenarios) = &problem.scenarios {
            validate::scenarios(scenarios, &problem.names)?;
        }
        let scenarios = problem.scenarios.as_ref();
        let returns = match (&problem.expected_returns, scenarios) {
            (Some(returns), _) => {
                validate::expected_returns(returns, &problem.names)?;
                Some(returns.clone())
            }
            (None, Some(scenarios)) => Some(scenarios.row_mean().iter().copied().collect()),
            (None, None) => None,
        };
        let model = match (&problem.risk, scenarios) {
            (Some(model), _) => Some(model.clone()),
            (None, Some(scenarios)) if scenarios.nrows() > 1 => {
                Some(RiskModel::Covariance(sample_covariance(scenarios)))
            }
            _ => None,
        };
        let rests_on = match (&problem.risk, problem.observations) {
            (_, Some(periods)) => Some(periods),
            (None, None) => scenarios.map(DMatrix::nrows),
            _ => None,
        };
        if let Some(periods) = rests_on.filter(|&periods| periods < assets && model.is_some()) {
            warnings.push(Warning::FewObservations { periods, assets });
        }
        if let Some(model) = &model {
            validate::risk_model(model, &problem.names, problem.degenerate_assets)?;
        }
        let risk = model.map(Risk::new).transpose()?;
        let (bounds, own_bounds) = bounds(problem, &tickers)?;
        let (previous, costs) = trading(problem, &tickers, assets)?;
        let benchmark = match &problem.constraints.benchmark {
            Some(weights) => Some(tickers.spread(weights, 0.0, "the benchmark")?),
            None => None,
        };
        warnings.extend(
            benchmark.as_ref().and_then(|benchmark| sum_of(benchmark, problem.constraints.budget)),
        );
        let sums = sums(problem, &tickers)?;
        validate::scalars(&problem.constraints, assets)?;
        Ok(Self {
            assets,
            returns,
            risk,
            bounds,
            own_bounds,
            sums,
            previous,
            costs,
            benchmark,
            warnings,
        })
    }

    /// Whether no short position is allowed.
    pub(crate) fn long_only(&self) -> bool {
        self.bounds.iter().all(|bound| bound.min >= 0.0)
    }
}

/// A warning about a benchmark that is not invested as the portfolio has to be.
fn sum_of(benchmark: &[f64], budget: Limits) -> Option<Warning> {
    let sum: f64 = benchmark.iter().sum();
    // Weights are often given to four digits.
    let room = 1e-3;
    if (budget.min - room..=budget.max + room).contains(&sum) {
        return None;
    }
    let budget = match (budget.min.is_finite(), budget.max.is_finite()) {
        _ if budget.min == budget.max => budget.min.to_string(),
        (true, true) => format!("{} to {}", budget.min, budget.max),
        (true, false) => format!("at least {}", budget.min),
        _ => format!("at most {}", budget.max),
    };
    // Without the last digits, which are rounding.
    let sum = ((sum * 1e6).round() / 1e6).to_string();
    Some(Warning::BenchmarkSum { sum, budget })
}

fn bounds(
    problem: &Problem,
    tickers: &Tickers<'_>,
) -> Result<(Vec<Limits>, Vec<bool>), PortfolioError> {
    let all = problem.constraints.bounds;
    validate::limits(all, || "the bounds of every asset".into())?;
    let mut bounds = vec![all; problem.names.len()];
    let mut own = vec![false; problem.names.len()];
    for (ticker, &limits) in &problem.constraints.asset_bounds {
        let position = tickers.position(ticker, "the bounds")?;
        validate::limits(limits, || format!("the bounds of `{ticker}`"))?;
        bounds[position] = limits;
        own[position] = true;
    }
    Ok((bounds, own))
}

fn trading(
    problem: &Problem,
    tickers: &Tickers<'_>,
    assets: usize,
) -> Result<(Vec<f64>, Vec<f64>), PortfolioError> {
    let Some(trading) = &problem.constraints.trading else {
        return Ok((vec![0.0; assets], vec![0.0; assets]));
    };
    let previous = tickers.spread(&trading.previous, 0.0, "the previous weights")?;
    let costs = tickers.spread(&trading.cost_of, trading.cost, "the trading cost")?;
    for (name, &cost) in problem.names.iter().zip(&costs) {
        validate::not_negative(cost, || format!("the trading cost of `{name}`"))?;
    }
    Ok((previous, costs))
}

fn sums(problem: &Problem, tickers: &Tickers<'_>) -> Result<Vec<NamedSum>, PortfolioError> {
    let mut sums = Vec::new();
    for map in &problem.constraints.groups {
        let mut members = std::collections::BTreeMap::<&str, Vec<(usize, f64)>>::new();
        for (ticker, group) in &map.members {
            let place = format!("{} `{group}`", map.name);
            members.entry(group).or_default().push((tickers.position(ticker, &place)?, 1.0));
        }
        for (group, &limits) in &map.limits {
            let name = format!("{} `{group}`", map.name);
            validate::limits(limits, || name.clone())?;
            let coefficients = members.get(group.as_str()).cloned().ok_or_else(|| {
                let known: Vec<String> = members.keys().map(|known| format!("`{known}`")).collect();
                PortfolioError::UnknownGroup {
                    map: map.name.clone(),
                    group: group.clone(),
                    known: known.join(", "),
                }
            })?;
            sums.push(NamedSum { name, coefficients, limits });
        }
    }
    for linear in &problem.constraints.linear {
        let name = format!("`{}`", linear.name);
        validate::limits(linear.limits, || name.clone())?;
        let spread = tickers.spread(&linear.coefficients, 0.0, &name)?;
        let coefficients = spread.into_iter().enumerate().filter(|&(_, c)| c != 0.0).collect();
        sums.push(NamedSum { name, coefficients, limits: linear.limits });
    }
    Ok(sums)
}

/// Covariance of the columns, with divisor `T − 1`.
fn sample_covariance(returns: &DMatrix<f64>) -> DMatrix<f64> {
    let mean = returns.row_mean();
    let mut centred = returns.clone();
    for mut row in centred.row_iter_mut() {
        row -= &mean;
    }
    let mut covariance = centred.transpose() * &centred / (returns.nrows() as f64 - 1.0);
    // The product may round differently above and below the diagonal.
    for j in 0..covariance.ncols() {
        for i in 0..j {
            covariance[(j, i)] = covariance[(i, j)];
        }
    }
    covariance
}
