//! The risk of an equally weighted portfolio over 252 days, on made-up parameters:
//! `cargo run --release -p neuron-simulation --example portfolio_risk -- 50000 20 single`.

use nalgebra::DMatrix;
use neuron_simulation::{
    GeometricBrownian, Portfolio, Precision, Process, Rebalancing, Settings, simulate,
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
    let names = (0..assets).map(|i| format!("asset {i}")).collect();
    let portfolio = Portfolio::equal(names, Rebalancing::BuyAndHold)?;
    let process = Process::GeometricBrownian(GeometricBrownian {
        drift: (0..assets).map(|i| 0.03 + 0.004 * i as f64).collect(),
        volatility: (0..assets).map(|i| 0.15 + 0.01 * i as f64).collect(),
        correlation: DMatrix::from_fn(assets, assets, |i, j| if i == j { 1.0 } else { 0.4 }),
        step: 1.0 / 252.0,
    });
    let settings = Settings { paths, precision, ..Settings::new(252) };
    let report = simulate(&process, &portfolio, &settings)?;
    let out = &mut std::io::stdout().lock();
    writeln!(out, "{} asset-steps of {}", report.run.asset_steps, report.run.kind)?;
    for tail in &report.horizons[0].loss.tail {
        writeln!(
            out,
            "{}: VaR {:.6} ± {:.6}, ES {:.6} ± {:.6}, EVaR {:.6} ± {:.6}",
            tail.level,
            tail.value_at_risk.value,
            tail.value_at_risk.standard_error,
            tail.expected_shortfall.value,
            tail.expected_shortfall.standard_error,
            tail.entropic_value_at_risk.value,
            tail.entropic_value_at_risk.standard_error,
        )?;
    }
    for tail in &report.drawdown.tail {
        writeln!(
            out,
            "{}: drawdown {:.6} ± {:.6}, CDaR {:.6} ± {:.6}",
            tail.level,
            tail.value_at_risk.value,
            tail.value_at_risk.standard_error,
            tail.expected_shortfall.value,
            tail.expected_shortfall.standard_error,
        )?;
    }
    Ok(())
}
