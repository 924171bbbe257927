use crate::market::{portfolio, processes};
use neuron_simulation::{Precision, Rebalancing, RiskReport, Sampling, Settings, simulate};
use rayon::ThreadPoolBuilder;

#[test]
fn the_same_bits_at_one_two_and_eight_threads() {
    for process in processes() {
        let mut ways = vec![Sampling::Independent];
        if process.has_normal_increments() {
            ways.extend([Sampling::Antithetic, Sampling::Sobol { replicates: 4 }]);
        }
        for (sampling, rebalancing) in ways
            .into_iter()
            .zip([Rebalancing::BuyAndHold, Rebalancing::ConstantWeights].into_iter().cycle())
        {
            let portfolio = portfolio(&[0.7, 0.5, -0.2], rebalancing);
            // Neither a multiple of a chunk nor of a vector.
            let settings = Settings { paths: 2_612, sampling, ..Settings::new(9) };
            let run = |threads: usize| -> RiskReport {
                let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| simulate(&process, &portfolio, &settings)).unwrap()
            };
            let one = run(1);
            for threads in [2, 8] {
                // Debug and not equality alone: minus zero is not zero.
                let other = run(threads);
                assert_eq!(format!("{one:?}"), format!("{other:?}"), "{}", process.kind());
            }
            let json = serde_json::to_string(&one).unwrap();
            assert!(json.contains(process.kind()) && !json.contains("null"), "{json}");
        }
    }
}

#[test]
fn a_path_does_not_depend_on_how_many_there_are() {
    // The worst of the first thousand is among the worst of two thousand.
    for process in processes() {
        let portfolio = portfolio(&[0.7, 0.5, -0.2], Rebalancing::BuyAndHold);
        let quantiles = vec![0.999];
        let few = Settings { paths: 1_000, quantiles, levels: vec![0.9], ..Settings::new(5) };
        let many = Settings { paths: 2_000, quantiles: many(), ..few.clone() };
        let few = simulate(&process, &portfolio, &few).unwrap();
        let many = simulate(&process, &portfolio, &many).unwrap();
        let worst = few.horizons[0].loss.quantiles[0].quantile.value;
        let among = &many.horizons[0].loss.quantiles;
        assert!(among.iter().any(|q| q.quantile.value == worst), "{}", process.kind());
    }
}

/// Every order statistic of two thousand.
fn many() -> Vec<f64> {
    (1..4_000).map(|i| f64::from(i) / 4_000.0).collect()
}

#[test]
fn seeds_and_precisions_differ() {
    let portfolio = portfolio(&[0.7, 0.5, -0.2], Rebalancing::BuyAndHold);
    for process in processes() {
        let base = Settings { paths: 1_000, ..Settings::new(5) };
        let seeded = Settings { seed: 1, ..base.clone() };
        let double = Settings { precision: Precision::Double, ..base.clone() };
        let value = |settings: &Settings| {
            let report = simulate(&process, &portfolio, settings).unwrap();
            report.horizons[0].loss.mean.value
        };
        let (base, seeded, double) = (value(&base), value(&seeded), value(&double));
        assert_ne!(base, seeded);
        assert!((base - double).abs() < 1e-6, "{} {base} {double}", process.kind());
    }
}

#[test]
fn draws_are_fixed_for_all_time() {
    // A change here would change every published result. Single precision uses no function of the
    // system, so that these are the bits on every machine.
    let process = neuron_simulation::Process::GeometricBrownian(crate::market::brownian());
    let portfolio = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    let settings = Settings { paths: 1_000, ..Settings::new(12) };
    let report = simulate(&process, &portfolio, &settings).unwrap();
    let tail = report.horizons[0].loss.tail[0];
    assert_eq!(tail.value_at_risk.value, GOLDEN);
    assert_eq!(
        report.run.to_string(),
        "geometric-brownian, independent, 1000 paths × 12 steps × 3 assets = 36000 asset-steps in \
         single precision, buy-and-hold, seed 0"
    );
}

const GOLDEN: f64 = 0.206_591_367_721_557_62;
