//! A crossing of moving averages on GOOG against backtesting.py.

use crate::bench::Bench;
use crate::server::{Server, number};
use anyhow::{Context, Result};
use neuron_backtest::strategies::SmaCross;
use neuron_backtest::tear_sheet::{Convention, TearSheet, tear_sheet};
use neuron_backtest::{AssetBars, BacktestConfig, Bars, Commission, Finalise, Outcome, backtest};
use neuron_bench_exchange::figure::relative;
use serde_json::json;

const CASH: f64 = 10_000.0;
const COMMISSION: f64 = 0.002;
/// Days of the averages.
const FAST: usize = 10;
const SLOW: usize = 30;

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let bars = goog()?;
    let name = format!("SMA cross/{} bars of GOOG, with statistics", bars.len());
    if !bench.begins(&name) {
        return Ok(());
    }
    let mut server = Server::python(bench.peer())?;
    server.load(json!({
        "times": bars.times(), "Open": bars.open(0), "High": bars.high(0), "Low": bars.low(0),
        "Close": bars.close(0), "Volume": bars.volume(0), "fast": FAST, "slow": SLOW,
        "cash": CASH, "commission": COMMISSION,
    }))?;
    let reply = server.result()?;
    let (outcome, sheet) = run(&bars)?;
    let drawdown = -number(&reply, "max_drawdown_percent")? / 100.0;
    let theirs = [number(&reply, "equity")?, number(&reply, "trades")?, drawdown];
    let ours = [sheet.final_equity, outcome.trades.len() as f64, sheet.max_drawdown];
    let measures = ["final equity", "trades", "greatest drawdown"];
    for ((what, ours), theirs) in measures.iter().zip(ours).zip(theirs) {
        bench.score(what, ours, theirs, "of the account")?;
        let apart = relative(&[ours], &[theirs])?;
        bench.agree(what, apart, 1e-6, "greatest relative difference")?;
    }
    bench.turns(&name, &mut server, &mut || run(&bars).map(drop))
}

fn run(bars: &Bars) -> Result<(Outcome, TearSheet)> {
    let config = BacktestConfig {
        commission: Commission::proportional(COMMISSION),
        exclusive_orders: true,
        finalise: Finalise::AtLastOpen,
        ..BacktestConfig::with_cash(CASH)
    };
    let outcome = backtest(bars, SmaCross::new(0, FAST, SLOW)?, &config)?;
    let sheet = tear_sheet(&outcome, &Convention::of_times(&outcome.times), None)?;
    Ok((outcome, sheet))
}

/// As it was traded from 2004 to 2013, embedded.
fn goog() -> Result<Bars> {
    let all = neuron_prices::datasets::tech_stocks()?;
    let goog = all.iter().find(|bars| bars.ticker() == "GOOG").context("`GOOG` is embedded")?;
    let column = |of: fn(&neuron_prices::Bar) -> f64| goog.bars().iter().map(of).collect();
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = goog.dates().iter().map(|day| i64::from((*day - epoch).get_days()) * 86_400);
    let asset = AssetBars {
        name: goog.ticker().to_owned(),
        open: column(|bar| bar.open),
        high: column(|bar| bar.high),
        low: column(|bar| bar.low),
        close: column(|bar| bar.close),
        volume: column(|bar| bar.volume),
    };
    Ok(Bars::new(days.collect(), vec![asset])?)
}
