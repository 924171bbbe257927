//! The outcome as a report.

use super::outcome::Outcome;
use super::text::{FRONTIER, frontier_rows};
use crate::cli::report::{
    self, Bar, Chart, Layer, Report, Section, Shape, Svg, Table, XAxis, bars,
};

impl Outcome<'_> {
    /// Weights, frontier, method and data.
    pub(super) fn report(&self) -> Report {
        let prices = &self.market.provenance;
        let [expected, volatility, sharpe] = self.figures();
        let mut report = Report::new(
            format!("Portfolio of {}", prices.name),
            format!(
                "Objective {}, estimated from {} to {}",
                self.args.objective, prices.first, prices.last
            ),
        );
        report.label("ESTIMATED FROM THE PAST");
        let kind = "estimated from past prices, which need not go on";
        report.key("expected return a year", format!("{:.2} %", 100.0 * expected), kind);
        report.key("volatility a year", format!("{:.2} %", 100.0 * volatility), kind);
        report.key("Sharpe ratio", format!("{sharpe:.4}"), kind);
        let (columns, rows) = self.assets();
        let mut weights = Section::new("Weights")
            .figure(
                "weights",
                "Weights, and each asset's share of the portfolio's variance.",
                bars("Weights", ["weight", "share of risk"], &self.bars()),
            )
            .table(Table::of(&columns, &rows));
        if let Some(shares) = &self.shares {
            let left = shares.allocation.leftover;
            weights =
                weights.text(format!("Whole shares at the last prices; {left:.2} stay in cash."));
        }
        report.section(weights);
        report.section(self.limits());
        if let Some(frontier) = &self.frontier {
            report.section(
                Section::new("Efficient frontier")
                    .figure(
                        "frontier",
                        "Portfolios of least volatility for their expected return, the assets alone, and \
                         the portfolio of this report.",
                        self.frontier_chart(),
                    )
                    .table(Table::of(&FRONTIER, &frontier_rows(frontier))),
            );
        }
        report.section(self.method());
        report.section(report::prices(prices));
        report.section(report::command());
        report
    }

    fn bars(&self) -> Vec<Bar> {
        let names = self.covariance().names().iter();
        let figures = self.chosen.weights.iter().zip(&self.contributions.share);
        names
            .zip(figures)
            .map(|(name, (&value, &share))| Bar { name: name.clone(), value, beside: Some(share) })
            .collect()
    }

    fn frontier_chart(&self) -> Option<Svg> {
        let points = self.frontier.iter().flatten();
        let line = points.filter_map(|one| one.volatility.zip(one.expected_return)).collect();
        let deviations = self.covariance().standard_deviations();
        let assets = deviations.iter().copied().zip(self.estimates.expected.values.iter().copied());
        let [expected, volatility, _] = self.figures();
        Chart {
            title: "Efficient frontier",
            x: XAxis::Number("volatility a year"),
            y: "expected return a year",
            layers: vec![
                Layer::new("frontier", 0, Shape::Line(line)),
                Layer::new("single assets", 2, Shape::Dots(assets.collect())),
                Layer::new("this portfolio", 1, Shape::Dots(vec![(volatility, expected)])),
            ],
        }
        .draw()
    }

    /// What the optimiser says.
    fn limits(&self) -> Section {
        let section = Section::new("Optimum");
        let Some(solution) = &self.chosen.solution else {
            return section.text("The weights follow from a rule; nothing was optimised.");
        };
        let mut section = section.text(format!(
            "The conditions of an optimum (Karush, Kuhn and Tucker) hold to {:.1e}.",
            solution.kkt.largest()
        ));
        if let Some(search) = &solution.search {
            let proof = if search.proven { "proven best" } else { "not proven best" };
            section = section.text(format!(
                "{} assets are held, {proof}: gap {:.1e} after {} relaxations.",
                search.held, search.gap, search.nodes
            ));
        }
        let tight = solution.multipliers.iter().filter(|one| one.improvement > 1e-6);
        let points = tight.map(|one| {
            format!(
                "{}: loosened by a unit, {} would improve by {:.4}",
                one.constraint, solution.measure, one.improvement
            )
        });
        section
            .list(points.collect())
            .list(solution.warnings.iter().map(ToString::to_string).collect())
    }

    fn method(&self) -> Section {
        let name = &self.estimates.method["method"];
        let mut points = vec![
            format!("Expected returns: {}; {} days a year.", self.estimates.expected.method, self.args.periods_per_year),
            format!("Covariance: {}, from {} daily returns.", name["method"].as_str().unwrap_or("?"), self.estimates.method["observations"]),
            format!("Risk-free rate {} a year.", self.args.risk_free),
            "H. Markowitz, Portfolio selection, Journal of Finance 7 (1952); interior-point solver Clarabel \
             (P. Goulart and Y. Chen, 2024)."
                .to_owned(),
        ];
        if let Some(factors) = &self.estimates.factors {
            points.push(format!(
                "Factors {}: they explain {:.1} % of the assets' variance.",
                factors.factors.join(", "),
                100.0 * factors.explained
            ));
        }
        if let Some(views) = &self.estimates.views {
            points.push(format!(
                "Views: F. Black and R. Litterman, Global portfolio optimization (1992), with tau {}.",
                views.tau
            ));
        }
        points.extend(self.estimates.warnings.iter().map(|warning| format!("Note: {warning}.")));
        let section = Section::new("Method").list(points);
        match &self.estimates.views {
            None => section,
            Some(views) => {
                let mut table = Table::new(&["asset", "before the views", "after them"]);
                let names = self.covariance().names().iter();
                for (name, (before, after)) in
                    names.zip(views.prior.iter().zip(&views.expected_returns))
                {
                    table.row([name.clone(), format!("{before:.4}"), format!("{after:.4}")]);
                }
                section.table(table)
            }
        }
    }
}
