//! The outcome as text.

use super::outcome::Outcome;
use neuron_command_line::table;
use neuron_portfolio::Solution;

/// Columns of the frontier.
pub(super) const FRONTIER: [&str; 4] =
    ["frontier", "expected return", "volatility", "Sharpe ratio"];

impl Outcome<'_> {
    pub(super) fn text(&self) -> String {
        let prices = &self.market.provenance;
        let mut lines = vec![format!(
            "{} on {}: {} days, {} to {} ({})",
            self.args.objective, prices.name, prices.days, prices.first, prices.last, prices.source
        )];
        let (header, rows) = self.assets();
        lines.push(table(&header, &rows));
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
            lines.push(table(&FRONTIER, &frontier_rows(frontier)));
        }
        lines.join("\n")
    }

    /// A row an asset.
    pub(super) fn assets(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
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
                    format!("{:.4}", self.estimates.expected.values[at]),
                ];
                if let Some(shares) = &self.shares {
                    let order = shares.allocation.orders.iter().find(|o| o.name == names[at]);
                    row.push(order.map_or(0, |order| order.shares).to_string());
                    row.push(format!("{:.2}", order.map_or(0.0, |order| order.cost)));
                }
                row
            })
            .collect();
        (header, rows)
    }
}

/// A row a portfolio of the frontier.
pub(super) fn frontier_rows(frontier: &[Solution]) -> Vec<Vec<String>> {
    frontier
        .iter()
        .enumerate()
        .map(|(number, point)| {
            let figure = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.6}"));
            let number = (number + 1).to_string();
            vec![
                number,
                figure(point.expected_return),
                figure(point.volatility),
                figure(point.sharpe),
            ]
        })
        .collect()
}
