//! The tear sheet as a report.

use super::search::Searched;
use super::{bars::day, figures, look_ahead_line, strategy};
use crate::cli::args::BacktestArgs;
use crate::cli::report::{self, Chart, Layer, Report, Section, Shape, Svg, Table, XAxis};
use neuron_backtest::look_ahead::LookAheadReport;
use neuron_backtest::strategies::ReadyStrategy;
use neuron_backtest::tear_sheet::{TearSheet, drawdown_curve};
use neuron_backtest::{Bars, Outcome};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Drawdowns that are listed.
const DEEPEST: usize = 5;

/// What a tear sheet is made of.
pub(super) struct Parts<'a> {
    pub(super) source: &'a str,
    pub(super) bars: &'a Bars,
    pub(super) ready: &'a ReadyStrategy,
    pub(super) args: &'a BacktestArgs,
    pub(super) outcome: &'a Outcome,
    pub(super) sheet: &'a TearSheet,
    pub(super) tested: Option<&'a LookAheadReport>,
    pub(super) searched: Option<&'a Searched>,
    /// The equity of all assets held.
    pub(super) benchmark: &'a [f64],
}

impl Parts<'_> {
    pub(super) fn report(&self) -> Report {
        let sheet = self.sheet;
        let mut report = Report::new(
            format!("Back-test: {}", strategy::name(self.ready)),
            format!(
                "{}, {} bars from {} to {}",
                self.bars.names().join(", "),
                self.bars.len(),
                day(sheet.start),
                day(sheet.end)
            ),
        );
        report.label("MEASURED ON PAST PRICES");
        let share = |value: f64| format!("{:.2} %", 100.0 * value);
        let kind = "on this past, after commissions and slippage";
        report.key("return a year", share(sheet.cagr), kind);
        report.key("greatest drawdown", share(sheet.max_drawdown), kind);
        if let Some(sharpe) = sheet.arithmetic_sharpe {
            report.key("Sharpe ratio", format!("{sharpe:.3}"), "arithmetic, a year");
        }
        report.section(
            Section::new("Equity")
                .figure(
                    "equity",
                    "The account's equity at each close, and that of all assets bought once in equal \
                     parts without costs.",
                    self.equity(),
                )
                .figure("drawdown", "How far the equity lies below its highest so far.", self.drawdown())
                .table(Table::of(&["", "figure"], &figures(self.outcome, sheet))),
        );
        report.section(Section::new("Months").text("Returns in per cent.").table(self.months()));
        report.section(self.deepest());
        report.section(self.honesty());
        report.section(self.method());
        report.section(
            Section::new("Data").text(format!("Bars: {}.", self.source)).text(
                "Prices are taken as they are; assets that vanished from the exchange are not among them.",
            ),
        );
        report.section(report::command());
        report
    }

    fn over_time(&self, values: impl IntoIterator<Item = f64>) -> Shape {
        let days = self.outcome.times.iter().map(|&time| time as f64 / DAY);
        Shape::Line(days.zip(values).collect())
    }

    fn equity(&self) -> Option<Svg> {
        let layers = vec![
            Layer::new("strategy", 0, self.over_time(self.outcome.equity.iter().copied())),
            Layer::new("all assets held", 1, self.over_time(self.benchmark.iter().copied())),
        ];
        Chart { title: "Equity", x: XAxis::Days, y: "equity", layers }.draw()
    }

    fn drawdown(&self) -> Option<Svg> {
        let of = |equity: &[f64]| {
            self.over_time(drawdown_curve(equity).into_iter().map(|depth| -100.0 * depth))
        };
        let layers = vec![
            Layer::new("strategy", 0, of(&self.outcome.equity)),
            Layer::new("all assets held", 1, of(self.benchmark)),
        ];
        Chart { title: "Drawdown", x: XAxis::Days, y: "per cent", layers }.draw()
    }

    /// A row a year, a column a month.
    fn months(&self) -> Table {
        let mut table = Table::new(&[
            "year",
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
            "year as a whole",
        ]);
        for year in &self.sheet.by_year {
            let of = |month: u32| {
                let mut months = self.sheet.months.iter();
                let found = months.find(|one| one.year == year.year && one.month == month);
                found.map_or(String::new(), |one| format!("{:.2}", 100.0 * one.value))
            };
            let mut row = vec![year.year.to_string()];
            row.extend((1..=12).map(of));
            row.push(format!("{:.2}", 100.0 * year.value));
            table.row(row);
        }
        table
    }

    fn deepest(&self) -> Section {
        let mut table = Table::new(&["fall, %", "from", "lowest", "recovered"]);
        for fall in self.sheet.drawdowns.iter().take(DEEPEST) {
            let at = |bar: usize| day(self.outcome.times[bar]);
            let recovered = fall.recovered.map_or("not yet".to_owned(), at);
            let depth = format!("{:.2}", 100.0 * fall.depth);
            table.row([depth, at(fall.peak), at(fall.trough), recovered]);
        }
        Section::new("Deepest drawdowns").table(table)
    }

    fn honesty(&self) -> Section {
        let mut points = vec![
            look_ahead_line(self.tested),
            "one strategy on one past: of many tried, the best looks good by chance alone"
                .to_owned(),
        ];
        let section = Section::new("Against fooling oneself");
        let Some(searched) = self.searched else { return section.list(points) };
        points.extend(searched.verdict());
        let (header, rows) = searched.rows();
        section.list(points).table(Table::of(&header, &rows))
    }

    fn method(&self) -> Section {
        let args = self.args;
        Section::new("Method").list(vec![
            "An order is filled at the next bar's open, on one cash account for all assets.".to_owned(),
            format!(
                "Cash {}, commission {} of what is traded, slippage {} basis points, leverage {}, borrow \
                 fee {} a year.",
                args.cash, args.commission, args.slippage, args.leverage, args.borrow_rate
            ),
            format!(
                "{} bars a year; ratios named geometric compound, as backtesting.py does, arithmetic ones \
                 multiply (W. F. Sharpe, 1994).",
                self.sheet.convention.periods_per_year
            ),
        ])
    }
}
