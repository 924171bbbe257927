//! Paths of twenty correlated assets with their drawdowns, against NumPy.

use crate::bench::Bench;
use crate::server::{Server, numbers};
use anyhow::{Context, Result, ensure};
use nalgebra::DMatrix;
use neuron_simulation::{
    Distribution, GeometricBrownian, Portfolio, Precision, Process, Rebalancing, RiskReport,
    Settings, simulate,
};
use serde_json::json;

const PATHS: usize = 50_000;
const DAYS: usize = 252;
const ASSETS: usize = 20;

/// Levels of value at risk and expected shortfall.
const LEVELS: [f64; 2] = [0.95, 0.99];

/// Both sides draw their own paths: so many standard errors of a difference are chance.
const CHANCE: f64 = 5.0;

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let name = format!("{PATHS} paths/{DAYS} days of {ASSETS} assets, with drawdown");
    if !bench.begins(&name) {
        return Ok(());
    }
    let brownian = brownian();
    let rows = brownian.correlation.row_iter().map(|row| row.iter().copied().collect());
    let work = json!({
        "paths": PATHS, "days": DAYS, "levels": LEVELS, "drift": brownian.drift,
        "volatility": brownian.volatility, "correlation": rows.collect::<Vec<Vec<f64>>>(),
    });
    let process = Process::GeometricBrownian(brownian);
    let names = (0..ASSETS).map(|i| format!("asset {i}")).collect();
    let portfolio = Portfolio::equal(names, Rebalancing::BuyAndHold)?;
    let settings = Settings {
        paths: PATHS,
        precision: Precision::Single,
        levels: LEVELS.to_vec(),
        ..Settings::new(DAYS)
    };
    let report = simulate(&process, &portfolio, &settings)?;
    let mut server = Server::python(bench.peer())?;
    server.load(work)?;
    let reply = server.result()?;
    for (what, distribution) in [("loss", loss(&report)?), ("drawdown", &report.drawdown)] {
        let theirs = numbers(&reply, what)?;
        ensure!(theirs.len() == 2 * LEVELS.len(), "{} figures of {what}", theirs.len());
        for (tail, theirs) in distribution.tail.iter().zip(theirs.chunks_exact(2)) {
            let level = tail.level;
            let both = [&tail.value_at_risk, &tail.expected_shortfall];
            for ((figure, ours), theirs) in ["quantile", "mean beyond"].iter().zip(both).zip(theirs)
            {
                let what = format!("{figure} of {what} at {level}");
                bench.score(&what, ours.value, *theirs, "share of the value")?;
                // The peer's estimate errs as much, independently.
                let error = ours.standard_error * 2.0_f64.sqrt();
                let apart = (ours.value - theirs).abs() / error;
                bench.agree(&what, apart, CHANCE, "standard errors apart")?;
            }
        }
    }
    let mut ours = || Ok(simulate(&process, &portfolio, &settings).map(drop)?);
    bench.turns(&name, &mut server, &mut ours)
}

fn loss(report: &RiskReport) -> Result<&Distribution> {
    Ok(&report.horizons.first().context("a report without a horizon")?.loss)
}

/// Made up: any two assets are correlated by 0.4.
fn brownian() -> GeometricBrownian {
    GeometricBrownian {
        drift: (0..ASSETS).map(|i| 0.03 + 0.004 * i as f64).collect(),
        volatility: (0..ASSETS).map(|i| 0.15 + 0.01 * i as f64).collect(),
        correlation: DMatrix::from_fn(ASSETS, ASSETS, |i, j| if i == j { 1.0 } else { 0.4 }),
        step: 1.0 / DAYS as f64,
    }
}
