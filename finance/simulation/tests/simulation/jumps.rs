use crate::market::{near, one_asset, portfolio};
use neuron_simulation::{JumpDiffusion, Process, Rebalancing, Settings, simulate};
use statrs::distribution::{ContinuousCDF, Normal};

#[test]
fn losses_follow_mertons_mixture() {
    let (mu, sigma, intensity): (f64, f64, f64) = (0.06, 0.15, 0.8);
    let (m, s, years): (f64, f64, f64) = (-0.15, 0.1, 1.5);
    let process = Process::JumpDiffusion(JumpDiffusion {
        diffusion: one_asset(mu, sigma, years / 6.0),
        intensity: vec![intensity],
        jump_mean: vec![m],
        jump_deviation: vec![s],
    });
    let settings = Settings { paths: 200_000, seed: 2, ..Settings::new(6) };
    let portfolio = portfolio(&[1.0], Rebalancing::BuyAndHold);
    let report = simulate(&process, &portfolio, &settings).unwrap();
    let loss = &report.horizons[0].loss;
    near(loss.mean, 1.0 - (mu * years).exp(), 0.0);
    // Given n jumps the logarithm is normal; n is Poisson.
    let kappa = (m + 0.5 * s * s).exp() - 1.0;
    let base = (mu - 0.5 * sigma * sigma - intensity * kappa) * years;
    let below = |log_price: f64| {
        let mut weight = (-intensity * years).exp();
        let mut sum = 0.0;
        for n in 0..60 {
            let n = f64::from(n);
            let deviation = (sigma * sigma * years + n * s * s).sqrt();
            sum += weight * Normal::standard().cdf((log_price - base - n * m) / deviation);
            weight *= intensity * years / (n + 1.0);
        }
        sum
    };
    let count = settings.paths as f64;
    for quantile in &loss.quantiles {
        let p = 1.0 - quantile.probability;
        let reached = below((1.0 - quantile.quantile.value).ln());
        assert!((reached - p).abs() < 4.0 * (p * (1.0 - p) / count).sqrt(), "{p}: {reached}");
    }
    near(report.horizons[0].probability_of_loss, below(0.0), 0.0);
}
