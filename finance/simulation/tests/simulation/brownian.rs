use crate::market::{brownian, near, one_asset, portfolio};
use neuron_simulation::{
    Portfolio, Precision, Process, Rebalancing, Sampling, Settings, inverse_normal, simulate,
};
use statrs::distribution::{ContinuousCDF, Normal};

fn whole() -> Portfolio {
    portfolio(&[1.0], Rebalancing::BuyAndHold)
}

#[test]
fn loss_of_one_asset_is_lognormal() {
    let (mu, sigma, years) = (0.07, 0.3, 0.5);
    let process = Process::GeometricBrownian(one_asset(mu, sigma, years / 20.0));
    for (sampling, bound) in
        [(Sampling::Independent, 1.0), (Sampling::Antithetic, 1.0), (SOBOL, 0.12)]
    {
        let settings = Settings { paths: 1 << 16, sampling, seed: 3, ..Settings::new(20) };
        let report = simulate(&process, &whole(), &settings).unwrap();
        let (m, s) = ((mu - 0.5 * sigma * sigma) * years, sigma * years.sqrt());
        let normal = Normal::standard();
        let loss = &report.horizons[0].loss;
        let growth = (mu * years).exp();
        near(loss.mean, 1.0 - growth, 0.0);
        let deviation = growth * ((s * s).exp() - 1.0).sqrt();
        near(loss.deviation, deviation, 0.0);
        near(report.horizons[0].probability_of_loss, normal.cdf(-m / s), 0.0);
        for tail in &loss.tail {
            let a = 1.0 - tail.level;
            let z = inverse_normal(a);
            near(tail.value_at_risk, 1.0 - (m + s * z).exp(), 0.0);
            near(tail.expected_shortfall, 1.0 - growth * normal.cdf(z - s) / a, 0.0);
            assert!(tail.entropic_value_at_risk.value > tail.expected_shortfall.value);
            assert!(tail.entropic_value_at_risk.value < 1.0);
        }
        for quantile in &loss.quantiles {
            let z = inverse_normal(1.0 - quantile.probability);
            near_absolute(quantile.quantile.value, 1.0 - (m + s * z).exp(), 6e-3);
        }
        // Nets are far more even than chance: a bound of its own on the mean's error.
        let standard = deviation / (settings.paths as f64).sqrt();
        assert!((loss.mean.value - (1.0 - growth)).abs() < 4.0 * bound * standard);
        assert!(loss.mean.standard_error < 1.1 * bound * standard, "{:?}", loss.mean);
    }
}

const SOBOL: Sampling = Sampling::Sobol { replicates: 16 };

#[track_caller]
fn near_absolute(found: f64, truth: f64, bound: f64) {
    assert!((found - truth).abs() < bound, "{found} is not {truth}");
}

#[test]
fn drawdown_of_one_asset_as_by_numpy() {
    // numpy 2.4.6, 400,000 paths of 252 days: mean .197033 ± .000117, 95 % quantile .337935, mean
    // beyond it .380538.
    let process = Process::GeometricBrownian(one_asset(0.05, 0.2, 1.0 / 252.0));
    for sampling in [Sampling::Independent, SOBOL] {
        let settings = Settings { paths: 32_000, sampling, ..Settings::new(252) };
        let drawdown = simulate(&process, &whole(), &settings).unwrap().drawdown;
        near(drawdown.mean, 0.197_033, 0.000_117);
        near(drawdown.tail[0].value_at_risk, 0.337_935, 0.000_35);
        near(drawdown.tail[0].expected_shortfall, 0.380_538, 0.000_5);
    }
}

#[test]
fn portfolios_of_three_assets_as_by_numpy() {
    // numpy 2.4.6, 2,000,000 paths of 12 months; errors of the reference below 2e-4.
    for (rebalancing, mean, quantile, shortfall, entropic, fall, falls) in [
        (
            Rebalancing::BuyAndHold,
            -0.061_413,
            0.206_212,
            0.255_137,
            0.290_465,
            0.131_140,
            0.292_037,
        ),
        (
            Rebalancing::ConstantWeights,
            -0.060_979,
            0.209_562,
            0.262_422,
            0.301_661,
            0.129_949,
            0.299_171,
        ),
    ] {
        let portfolio = portfolio(&[0.5, 0.3, 0.2], rebalancing);
        let process = Process::GeometricBrownian(brownian());
        for sampling in [Sampling::Independent, Sampling::Antithetic, SOBOL] {
            let settings = Settings { paths: 1 << 17, sampling, ..Settings::new(12) };
            let report = simulate(&process, &portfolio, &settings).unwrap();
            let (loss, tail) = (&report.horizons[0].loss, report.horizons[0].loss.tail[0]);
            near(loss.mean, mean, 2e-4);
            near(tail.value_at_risk, quantile, 3e-4);
            near(tail.expected_shortfall, shortfall, 3e-4);
            near(tail.entropic_value_at_risk, entropic, 5e-4);
            near(report.drawdown.mean, fall, 1e-4);
            near(report.drawdown.tail[0].expected_shortfall, falls, 3e-4);
        }
    }
}

#[test]
fn single_precision_is_within_a_ten_thousandth_of_double() {
    let portfolio = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    let mut process = brownian();
    process.step = 1.0 / 252.0;
    let process = Process::GeometricBrownian(process);
    let single = Settings { paths: 20_000, ..Settings::new(252) };
    let double = Settings { precision: Precision::Double, ..single.clone() };
    let single = simulate(&process, &portfolio, &single).unwrap();
    let double = simulate(&process, &portfolio, &double).unwrap();
    for (single, double) in
        [(&single.horizons[0].loss, &double.horizons[0].loss), (&single.drawdown, &double.drawdown)]
    {
        for (single, double) in single.tail.iter().zip(&double.tail) {
            for (single, double) in [
                (single.value_at_risk, double.value_at_risk),
                (single.expected_shortfall, double.expected_shortfall),
                (single.entropic_value_at_risk, double.entropic_value_at_risk),
            ] {
                let gap = (single.value / double.value - 1.0).abs();
                assert!(gap < 1e-4 && gap > 0.0, "{gap:e}");
            }
        }
    }
}

#[test]
fn horizons_are_looked_at_on_the_same_paths() {
    let process = Process::GeometricBrownian(brownian());
    let portfolio = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    let both = Settings { paths: 2_000, horizons: vec![3, 12], ..Settings::new(12) };
    let report = simulate(&process, &portfolio, &both).unwrap();
    for (horizon, steps) in report.horizons.iter().zip([3, 12]) {
        assert_eq!(horizon.steps, steps);
        let alone = Settings { paths: 2_000, ..Settings::new(steps) };
        assert_eq!(simulate(&process, &portfolio, &alone).unwrap().horizons[0], *horizon);
    }
    assert!(report.horizons[0].loss.deviation.value < report.horizons[1].loss.deviation.value);
}
