//! The risk of an equally weighted portfolio over 252 days, on made-up parameters:
//! `cargo run --release -p neuron-simulation --example portfolio_risk -- 50000 20 single brownian`.
//!
//! Processes are `brownian`, `antithetic`, `sobol`, `normal`, `student`, `copula`, `jumps`, `bootstrap`
//! and `filtered`.

use nalgebra::DMatrix;
use neuron_simulation::{
    BlockBootstrap, Blocks, FilteredHistorical, GarchFilter, GeometricBrownian, JumpDiffusion,
    Marginal, NormalReturns, Portfolio, Precision, Process, Rebalancing, Sampling, Settings,
    StudentCopula, StudentReturns, TailRisk, simulate,
};
use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let paths = arguments.next().map_or(Ok(50_000), |text| text.parse())?;
    let assets: usize = arguments.next().map_or(Ok(20), |text| text.parse())?;
    let precision = match arguments.next().as_deref() {
        Some("double") => Precision::Double,
        _ => Precision::Single,
    };
    let kind = arguments.next().unwrap_or_else(|| "brownian".to_owned());
    let names = (0..assets).map(|i| format!("asset {i}")).collect();
    let portfolio = Portfolio::equal(names, Rebalancing::BuyAndHold)?;
    let sampling = match kind.as_str() {
        "antithetic" => Sampling::Antithetic,
        "sobol" => Sampling::Sobol { replicates: 16 },
        _ => Sampling::Independent,
    };
    let settings = Settings { paths, precision, sampling, ..Settings::new(252) };
    let report = simulate(&process(&kind, assets)?, &portfolio, &settings)?;
    let out = &mut std::io::stdout().lock();
    writeln!(out, "{}", report.run)?;
    for (what, tails) in
        [("loss", &report.horizons[0].loss.tail), ("drawdown", &report.drawdown.tail)]
    {
        for TailRisk { level, value_at_risk, expected_shortfall, .. } in tails {
            writeln!(
                out,
                "{what} at {level}: quantile {:.6} ± {:.6}, mean beyond {:.6} ± {:.6}",
                value_at_risk.value,
                value_at_risk.standard_error,
                expected_shortfall.value,
                expected_shortfall.standard_error,
            )?;
        }
    }
    Ok(())
}

fn process(kind: &str, assets: usize) -> Result<Process, Box<dyn Error>> {
    let volatility = |i: usize| 0.15 + 0.01 * i as f64;
    let daily = |i: usize| volatility(i) / 252.0_f64.sqrt();
    let correlation = DMatrix::from_fn(assets, assets, |i, j| if i == j { 1.0 } else { 0.4 });
    let covariance =
        DMatrix::from_fn(assets, assets, |i, j| correlation[(i, j)] * daily(i) * daily(j));
    let mean = vec![0.0003; assets];
    // Synthetic history: a shuffle of ranks, each asset's scaled to its volatility.
    let residuals = DMatrix::from_fn(1_000, assets, |row, i| {
        ((row * 7_919 + i * 131) % 1_000) as f64 / 288.7 - 1.7303
    });
    let brownian = GeometricBrownian {
        drift: (0..assets).map(|i| 0.03 + 0.004 * i as f64).collect(),
        volatility: (0..assets).map(volatility).collect(),
        correlation: correlation.clone(),
        step: 1.0 / 252.0,
    };
    Ok(match kind {
        "brownian" | "antithetic" | "sobol" => Process::GeometricBrownian(brownian),
        "normal" => Process::Normal(NormalReturns { mean, covariance }),
        "student" => Process::Student(StudentReturns { mean, covariance, degrees: 5.0 }),
        "copula" => Process::StudentCopula(StudentCopula {
            mean,
            deviation: (0..assets).map(daily).collect(),
            correlation,
            degrees: 5.0,
            marginals: vec![Marginal::Student { degrees: 4.0 }; assets],
        }),
        "jumps" => Process::JumpDiffusion(JumpDiffusion {
            diffusion: brownian,
            intensity: vec![2.0; assets],
            jump_mean: vec![-0.03; assets],
            jump_deviation: vec![0.05; assets],
        }),
        "bootstrap" => Process::BlockBootstrap(BlockBootstrap {
            history: DMatrix::from_fn(1_000, assets, |row, i| residuals[(row, i)] * daily(i)),
            blocks: Blocks::Stationary { mean_length: 10.0 },
        }),
        "filtered" => {
            let filter = |i: usize| {
                let variance = daily(i) * daily(i) * 1e4;
                let omega = 0.02 * variance;
                GarchFilter { mean: 0.03, omega, alpha: 0.05, gamma: 0.06, beta: 0.9, variance }
            };
            let filters = (0..assets).map(filter).collect();
            Process::FilteredHistorical(FilteredHistorical { filters, residuals, scale: 0.01 })
        }
        other => return Err(format!("`{other}` is no process").into()),
    })
}
