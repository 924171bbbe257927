//! `run optimize`: the best portfolio of some assets.

mod choice;
mod limits;

use super::args::{ExpectedReturnName, OptimizeArgs};
use super::error::CommandError;
use super::market::{self, Market};
use super::{file, output, table};
use choice::Choice;
use nalgebra::DMatrix;
use neuron_covariance::allocation::{ExactAllocation, Target, exact};
use neuron_covariance::estimators::{Estimate, estimate};
use neuron_covariance::expected_returns::{self, ExpectedReturns};
use neuron_covariance::risk::{RiskContributions, risk_contributions};
use neuron_covariance::{Covariance, Returns};
use neuron_portfolio::{Problem, Solution};
use neuron_prices::{PortfolioFile, Ticker};
use serde_json::{Value, json};

/// Span of exponentially weighted expected returns, in days, as PyPortfolioOpt has it.
const SPAN: f64 = 500.0;

/// Partial allocations after which a search for whole shares ends with a gap.
const MOST_NODES: usize = 200_000;

/// Weights, and what an optimiser says beside them.
struct Chosen {
    weights: Vec<f64>,
    solution: Option<Solution>,
    more: Value,
}

/// Finds a portfolio and prints it.
pub(super) fn run(args: &OptimizeArgs) -> Result<(), CommandError> {
    let choice: Choice = args.objective.parse()?;
    let market = market::open(&args.market)?;
    let returns = returns(&market)?;
    let method = args.covariance.parse()?;
    let risk = estimate(&returns, &method, args.periods_per_year)?;
    for warning in &risk.warnings {
        output::notice(&warning.to_string());
    }
    let expected = expected(args, &returns)?;
    let problem = problem(args, &market, &returns, &risk, &expected)?;
    let chosen = match &choice {
        Choice::Optimal(objective) => {
            let solution = problem.solve(objective)?;
            for warning in &solution.warnings {
                output::notice(&warning.to_string());
            }
            Chosen {
                weights: solution.weights.clone(),
                more: Value::Null,
                solution: Some(solution),
            }
        }
        Choice::Direct(direct) => {
            limits::refuse_with_direct(args)?;
            let (weights, more) = direct.portfolio(&risk.covariance)?;
            Chosen { weights, more, solution: None }
        }
    };
    let frontier = match args.frontier {
        Some(points) => Some(problem.frontier(points)?),
        None => None,
    };
    let contributions = risk_contributions(&risk.covariance, &chosen.weights)?;
    let shares = shares(args, &market, &chosen.weights)?;
    let all = Outcome {
        args,
        market: &market,
        risk: &risk,
        expected: &expected,
        chosen,
        frontier,
        contributions,
        shares,
    };
    if let Some(path) = &args.output {
        file::write(path, &all.portfolio_file()?)?;
    }
    output::line(&if args.json { all.json().to_string() } else { all.text() })
}

fn returns(market: &Market) -> Result<Returns, CommandError> {
    let panel = &market.panel;
    let names: Vec<String> = panel.tickers().into_iter().map(String::from).collect();
    let prices = DMatrix::from_row_slice(panel.dates().len(), names.len(), panel.values());
    Ok(Returns::from_prices(names, &prices, neuron_covariance::ReturnKind::Simple)?)
}

fn expected(args: &OptimizeArgs, returns: &Returns) -> Result<ExpectedReturns, CommandError> {
    let periods = args.periods_per_year;
    Ok(match args.returns {
        ExpectedReturnName::Compound => expected_returns::compound(returns, periods)?,
        ExpectedReturnName::Arithmetic => expected_returns::arithmetic(returns, periods)?,
        ExpectedReturnName::Exponential => {
            expected_returns::exponential(returns, SPAN, true, periods)?
        }
    })
}

fn problem(
    args: &OptimizeArgs,
    market: &Market,
    returns: &Returns,
    risk: &Estimate,
    expected: &ExpectedReturns,
) -> Result<Problem, CommandError> {
    Ok(Problem::new(risk.covariance.names().iter().cloned())
        .expected_returns(expected.values.clone())
        .covariance(risk.covariance.matrix().clone())
        .scenarios(returns.values().clone())
        .observations(risk.observations)
        .risk_free(args.risk_free)
        .constraints(limits::constraints(args, market.portfolio.as_ref())?))
}

fn shares(
    args: &OptimizeArgs,
    market: &Market,
    weights: &[f64],
) -> Result<Option<ExactAllocation>, CommandError> {
    let Some(value) = args.value else { return Ok(None) };
    let panel = &market.panel;
    let names = panel.tickers().into_iter().map(String::from).collect();
    let last = panel.row(panel.dates().len() - 1).to_vec();
    // An optimiser's zero may lie below zero by rounding.
    let weights: Vec<f64> =
        weights.iter().map(|&w| if (-1e-9..0.0).contains(&w) { 0.0 } else { w }).collect();
    let sum: f64 = weights.iter().sum();
    let weights = weights.iter().map(|w| w / sum.max(1.0)).collect();
    Ok(Some(exact(&Target::new(names, weights, last, value)?, MOST_NODES)))
}

/// All that is printed.
struct Outcome<'a> {
    args: &'a OptimizeArgs,
    market: &'a Market,
    risk: &'a Estimate,
    expected: &'a ExpectedReturns,
    chosen: Chosen,
    frontier: Option<Vec<Solution>>,
    contributions: RiskContributions,
    shares: Option<ExactAllocation>,
}

impl Outcome<'_> {
    fn covariance(&self) -> &Covariance {
        &self.risk.covariance
    }

    /// Expected return, volatility and Sharpe ratio a year.
    fn figures(&self) -> [f64; 3] {
        let pairs = self.expected.values.iter().zip(&self.chosen.weights);
        let expected: f64 = pairs.map(|(mean, weight)| mean * weight).sum();
        let volatility = self.contributions.volatility;
        [expected, volatility, (expected - self.args.risk_free) / volatility]
    }

    fn json(&self) -> Value {
        let [expected, volatility, sharpe] = self.figures();
        let names = self.covariance().names();
        let weights: serde_json::Map<String, Value> =
            names.iter().cloned().zip(self.chosen.weights.iter().map(|&w| json!(w))).collect();
        json!({
            "analysis": "optimize",
            "objective": self.args.objective,
            "prices": self.market.provenance,
            "covariance": { "method": self.risk.method, "parameters": self.risk.parameters,
                "observations": self.risk.observations, "spectrum": self.risk.spectrum },
            "expected_returns": self.expected,
            "risk_free": self.args.risk_free,
            "weights": weights,
            "expected_return": expected,
            "volatility": volatility,
            "sharpe": sharpe,
            "risk": self.contributions,
            "solution": self.chosen.solution,
            "hierarchy": self.chosen.more,
            "frontier": self.frontier,
            "shares": self.shares,
        })
    }

    fn text(&self) -> String {
        let prices = &self.market.provenance;
        let mut lines = vec![format!(
            "{} on {}: {} days, {} to {} ({})",
            self.args.objective, prices.name, prices.days, prices.first, prices.last, prices.source
        )];
        let mut header = vec!["asset", "weight", "risk share", "expected return"];
        if self.shares.is_some() {
            header.extend(["shares", "cost"]);
        }
        let names = self.covariance().names();
        let rows: Vec<Vec<String>> = (0..names.len())
            .map(|at| {
                let mut row = vec![
                    names[at].clone(),
                    format!("{:.6}", self.chosen.weights[at] + 0.0),
                    format!("{:.4}", self.contributions.share[at] + 0.0),
                    format!("{:.4}", self.expected.values[at]),
                ];
                if let Some(shares) = &self.shares {
                    let order = shares.allocation.orders.iter().find(|o| o.name == names[at]);
                    row.push(order.map_or(0, |order| order.shares).to_string());
                    row.push(format!("{:.2}", order.map_or(0.0, |order| order.cost)));
                }
                row
            })
            .collect();
        lines.push(table::table(&header, &rows));
        let [expected, volatility, sharpe] = self.figures();
        lines.push(format!(
            "expected return {expected:.4}, volatility {volatility:.4}, Sharpe ratio {sharpe:.4} a year \
             (risk-free {:.4}); estimated from the past, which need not go on",
            self.args.risk_free
        ));
        if let Some(solution) = &self.chosen.solution {
            lines.push(format!("KKT residual {:.1e}", solution.kkt.largest()));
            if let Some(search) = &solution.search {
                let proof = if search.proven { "proven best" } else { "not proven best" };
                lines.push(format!(
                    "{} assets held, {proof}: gap {:.1e} after {} relaxations",
                    search.held, search.gap, search.nodes
                ));
            }
            let tight = solution.multipliers.iter().filter(|one| one.improvement > 1e-6);
            lines.extend(tight.map(|one| {
                let rise = one.improvement;
                format!(
                    "limit {}: {} would improve by {rise:.4} a unit",
                    one.constraint, solution.measure
                )
            }));
        }
        if let Some(shares) = &self.shares {
            lines.push(format!("{:.2} stay in cash", shares.allocation.leftover));
        }
        if let Some(frontier) = &self.frontier {
            let rows: Vec<Vec<String>> = frontier
                .iter()
                .enumerate()
                .map(|(number, point)| {
                    let figure =
                        |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.6}"));
                    let number = (number + 1).to_string();
                    vec![
                        number,
                        figure(point.expected_return),
                        figure(point.volatility),
                        figure(point.sharpe),
                    ]
                })
                .collect();
            lines.push(table::table(
                &["frontier", "expected return", "volatility", "Sharpe ratio"],
                &rows,
            ));
        }
        lines.join("\n")
    }

    /// The portfolio as a file that `--portfolio` takes.
    fn portfolio_file(&self) -> Result<String, CommandError> {
        let names = self.covariance().names();
        let tickers = names.iter().map(|name| Ticker::new(name)).collect::<Result<_, _>>()?;
        let known = self.market.portfolio.as_ref();
        let file = PortfolioFile {
            name: format!("{}, {}", self.market.provenance.name, self.args.objective),
            currency: known.and_then(|file| file.currency.clone()),
            tickers,
            weights: Some(self.chosen.weights.clone()),
            groups: known.map(|file| file.groups.clone()).unwrap_or_default(),
        };
        Ok(file.to_toml()?)
    }
}
