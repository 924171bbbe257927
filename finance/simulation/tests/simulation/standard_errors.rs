use crate::market::{brownian, portfolio};
use neuron_simulation::{Estimate, Process, Rebalancing, RiskReport, Sampling, Settings, simulate};

/// The standard errors that reports state are those that estimates have over 120 seeds.
#[test]
fn stated_errors_are_those_over_seeds() {
    let process = Process::GeometricBrownian(brownian());
    let portfolio = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    for sampling in [
        Sampling::Independent,
        Sampling::Antithetic,
        // Few replicates make the stated error itself uncertain: that of 32 by 13 %.
        Sampling::Sobol { replicates: 32 },
    ] {
        let reports: Vec<RiskReport> = (0..120)
            .map(|seed| {
                let paths = 4_096;
                let settings = Settings { paths, sampling, seed, ..Settings::new(6) };
                simulate(&process, &portfolio, &settings).unwrap()
            })
            .collect();
        type Part = fn(&RiskReport) -> Estimate;
        let parts: [(&str, Part); 9] = [
            ("mean", |r| r.horizons[0].loss.mean),
            ("deviation", |r| r.horizons[0].loss.deviation),
            ("probability of loss", |r| r.horizons[0].probability_of_loss),
            ("median", |r| r.horizons[0].loss.quantiles[3].quantile),
            ("value at risk", |r| r.horizons[0].loss.tail[0].value_at_risk),
            ("expected shortfall", |r| r.horizons[0].loss.tail[0].expected_shortfall),
            ("entropic", |r| r.horizons[0].loss.tail[0].entropic_value_at_risk),
            ("drawdown", |r| r.drawdown.mean),
            ("drawdown's shortfall", |r| r.drawdown.tail[0].expected_shortfall),
        ];
        for (name, part) in parts {
            let estimates: Vec<Estimate> = reports.iter().map(part).collect();
            let n = estimates.len() as f64;
            let mean = estimates.iter().map(|e| e.value).sum::<f64>() / n;
            let squares: f64 = estimates.iter().map(|e| (e.value - mean).powi(2)).sum();
            let spread = (squares / (n - 1.0)).sqrt();
            let stated = estimates.iter().map(|e| e.standard_error).sum::<f64>() / n;
            // Four standard deviations of a spread over 120 seeds are 26 %.
            let ratio = stated / spread;
            assert!((0.74..1.35).contains(&ratio), "{} {name}: {ratio}", sampling.name());
        }
    }
}
