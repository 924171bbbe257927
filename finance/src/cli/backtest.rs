//! `run backtest`: what a strategy would have made of past prices.

mod bars;
mod report;
mod search;
mod strategy;

use super::args::BacktestArgs;
use super::error::CommandError;
use super::report as reports;
use neuron_backtest::look_ahead::{LookAhead, LookAheadReport, check_look_ahead};
use neuron_backtest::strategies::{BuyAndHold, ReadyStrategy};
use neuron_backtest::tear_sheet::{Convention, TearSheet, tear_sheet};
use neuron_backtest::{BacktestConfig, Bars, Commission, Outcome, Slippage, backtest};
use neuron_command_line::{output, table};
use serde_json::json;

/// Runs a strategy, tests it for look-ahead, and prints its tear sheet.
pub(super) fn run(args: &BacktestArgs) -> Result<(), CommandError> {
    let wanted = reports::wanted(args.output.as_deref())?;
    let opened = bars::open(args)?;
    let bars = &opened.bars;
    let ready = strategy::ready(args, bars)?;
    let config = config(args, &ready);
    let convention = Convention::of_times(bars.times());
    let (ready, searched) =
        match search::run(args, bars, &ready, &config, convention.periods_per_year)? {
            Some((best, searched)) => (best, Some(searched)),
            None => (ready, None),
        };
    let outcome = backtest(bars, ready.build(bars)?, &config)?;
    let benchmark = held(bars, args.cash)?;
    let sheet = tear_sheet(&outcome, &convention, Some(&benchmark))?;
    let tested = match args.no_look_ahead_test {
        true => None,
        false => {
            let test = LookAhead::new(args.seed);
            let report = check_look_ahead(bars, &config, |bars| ready.build(bars), &test)?;
            if let Some(leak) = &report.leak {
                output::notice(&format!("the strategy sees the future: {leak}"));
            }
            Some(report)
        }
    };
    if let (Some(path), Some(format)) = (&args.output, wanted) {
        let parts = report::Parts {
            source: &opened.source,
            bars,
            ready: &ready,
            args,
            outcome: &outcome,
            sheet: &sheet,
            tested: tested.as_ref(),
            searched: searched.as_ref(),
            benchmark: &benchmark,
        };
        reports::write(path, format, &parts.report())?;
    }
    if args.json {
        let line = json!({
            "analysis": "backtest",
            "bars": opened.source,
            "assets": bars.names(),
            "strategy": ready,
            "account": config,
            "tear_sheet": sheet,
            "trades": outcome.trades,
            "equity": outcome.equity,
            "times": outcome.times,
            "look_ahead": tested,
            "search": searched.as_ref().map(search::Searched::json),
        });
        return Ok(output::line(&line.to_string())?);
    }
    let mut lines = text(&opened.source, bars, &ready, &outcome, &sheet, tested.as_ref());
    if let Some(searched) = &searched {
        lines = format!("{}\n{lines}", searched.text());
    }
    Ok(output::line(&lines)?)
}

/// The account: strategies that take one side of one asset at a time close what they held.
fn config(args: &BacktestArgs, ready: &ReadyStrategy) -> BacktestConfig {
    let own = match ready {
        ReadyStrategy::Trailed { of, .. } => of,
        own => own,
    };
    let exclusive_orders = matches!(own, ReadyStrategy::SmaCross { .. });
    BacktestConfig {
        commission: Commission::proportional(args.commission),
        slippage: match args.slippage {
            0.0 => Slippage::None,
            points => Slippage::BasisPoints(points),
        },
        leverage: args.leverage,
        borrow_rate: args.borrow_rate,
        exclusive_orders,
        ..BacktestConfig::with_cash(args.cash)
    }
}

/// The equity of all assets bought once in equal parts, without costs: what is compared with.
fn held(bars: &Bars, cash: f64) -> Result<Vec<f64>, CommandError> {
    let assets = bars.assets().len();
    let config = BacktestConfig {
        units: neuron_backtest::Units::Fractional,
        ..BacktestConfig::with_cash(cash)
    };
    Ok(backtest(bars, BuyAndHold::equally(assets), &config)?.equity)
}

fn text(
    source: &str,
    bars: &Bars,
    ready: &ReadyStrategy,
    outcome: &Outcome,
    sheet: &TearSheet,
    tested: Option<&LookAheadReport>,
) -> String {
    let (name, day) = (strategy::name(ready), bars::day);
    let mut lines = vec![format!(
        "{name} on {}: {} bars, {} to {} ({source})",
        bars.names().join(", "),
        bars.len(),
        day(sheet.start),
        day(sheet.end)
    )];
    lines.push(table(&["", "figure"], &figures(outcome, sheet)));
    if outcome.ruined.is_some() {
        lines.push("the account lost all its money".into());
    }
    lines.push(look_ahead_line(tested));
    lines.push(
        "one strategy on one past: of many tried, the best looks good by chance alone".into(),
    );
    lines.join("\n")
}

/// The figures of the tear sheet, a row each.
fn figures(outcome: &Outcome, sheet: &TearSheet) -> Vec<Vec<String>> {
    let share = |value: f64| format!("{:.2} %", 100.0 * value);
    let ratio = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.4}"));
    let of_trades = |value: Option<f64>| value.map_or("-".to_owned(), share);
    let mut rows = vec![
        ["final equity".to_owned(), format!("{:.2}", sheet.final_equity)],
        ["return".into(), share(sheet.total_return)],
        ["a year (CAGR)".into(), share(sheet.cagr)],
        ["volatility a year".into(), share(sheet.volatility)],
        ["Sharpe ratio (arithmetic)".into(), ratio(sheet.arithmetic_sharpe)],
        ["Sharpe ratio (geometric)".into(), ratio(sheet.geometric_sharpe)],
        ["Sortino ratio (arithmetic)".into(), ratio(sheet.arithmetic_sortino)],
        ["Calmar ratio".into(), ratio(sheet.calmar)],
        ["greatest drawdown".into(), share(sheet.max_drawdown)],
        ["trades".into(), sheet.trades.count.to_string()],
        ["win rate".into(), of_trades(sheet.trades.win_rate)],
        ["profit factor".into(), ratio(sheet.trades.profit_factor)],
        ["SQN".into(), ratio(sheet.trades.sqn)],
        ["time in the market".into(), share(sheet.exposure_time)],
        ["turnover a year".into(), format!("{:.2}", sheet.turnover)],
        ["commissions".into(), format!("{:.2}", outcome.commissions)],
    ];
    if let Some(benchmark) = &sheet.benchmark {
        rows.push(["all assets held: return".into(), share(benchmark.total_return)]);
        rows.push(["beta to it".into(), format!("{:.4}", benchmark.beta)]);
        rows.push(["alpha to it a year".into(), share(benchmark.alpha)]);
    }
    rows.into_iter().map(|row| row.to_vec()).collect()
}

/// What the test for look-ahead found.
fn look_ahead_line(tested: Option<&LookAheadReport>) -> String {
    match tested {
        None => "not tested for look-ahead".into(),
        Some(LookAheadReport { leak: Some(leak), .. }) => format!("LOOK-AHEAD: {leak}"),
        Some(report) if !report.reacts => {
            "look-ahead: nothing changed with the data, so that the test says nothing".into()
        }
        Some(report) => format!(
            "look-ahead: none found; {} values stayed, bit for bit, when all after {} days was scrambled",
            report.compared,
            report.cuts.len()
        ),
    }
}
