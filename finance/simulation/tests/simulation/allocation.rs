use crate::market::{portfolio, processes};
use nalgebra::{DMatrix, DVector};
use neuron_simulation::{NormalReturns, Process, Rebalancing, Settings, inverse_normal, simulate};
use statrs::distribution::{Continuous, Normal};

#[test]
fn components_add_up_to_the_whole() {
    for process in processes() {
        for rebalancing in [Rebalancing::BuyAndHold, Rebalancing::ConstantWeights] {
            let portfolio = portfolio(&[0.7, 0.5, -0.2], rebalancing);
            let settings = Settings { paths: 5_000, ..Settings::new(10) };
            let report = simulate(&process, &portfolio, &settings).unwrap();
            let tails = &report.horizons[0].loss.tail;
            for (tail, allocation) in tails.iter().zip(&report.allocation) {
                let sum = |part: fn(&neuron_simulation::AssetRisk) -> f64| -> f64 {
                    allocation.assets.iter().map(part).sum()
                };
                // The tail's paths are walked a second time: they are the same paths.
                let shortfall = sum(|asset| asset.component_expected_shortfall);
                let gap = shortfall - tail.expected_shortfall.value;
                assert!(gap.abs() < 2e-6, "{} {gap:e}", process.kind());
                let quantile = sum(|asset| asset.component_value_at_risk);
                assert!((quantile - tail.value_at_risk.value).abs() < 1e-9);
                assert!((sum(|asset| asset.share) - 1.0).abs() < 1e-9);
            }
            assert!(report.run.allocation_asset_steps < report.run.asset_steps / 5);
        }
    }
}

#[test]
fn normal_components_are_the_closed_form() {
    // Marginals −μᵢ + (Σw)ᵢ / σ times z, or times φ(z) / (1 − level).
    let covariance =
        DMatrix::from_row_slice(3, 3, &[4e-4, 1e-4, -5e-5, 1e-4, 9e-4, 2e-4, -5e-5, 2e-4, 1e-4]);
    let mean = vec![0.001, 0.002, 0.0];
    let weights: DVector<f64> = DVector::from_vec(vec![0.5, 0.3, 0.2]);
    let together: DVector<f64> = &covariance * &weights;
    let sigma: f64 = f64::sqrt(weights.dot(&together));
    let process = Process::Normal(NormalReturns { mean: mean.clone(), covariance });
    let portfolio = portfolio(weights.as_slice(), Rebalancing::BuyAndHold);
    let settings = Settings { paths: 400_000, ..Settings::new(1) };
    let report = simulate(&process, &portfolio, &settings).unwrap();
    for allocation in &report.allocation {
        let z = inverse_normal(allocation.level);
        let far = Normal::standard().pdf(z) / (1.0 - allocation.level);
        for (i, asset) in allocation.assets.iter().enumerate() {
            let (at_risk, shortfall) =
                (asset.marginal_value_at_risk, asset.marginal_expected_shortfall);
            let truth = -mean[i] + together[i] / sigma * far;
            let gap = (shortfall.value - truth).abs();
            // The quantile beyond which is averaged has an error, too.
            assert!(gap < 5.0 * shortfall.standard_error, "{shortfall:?} {truth}");
            let truth = -mean[i] + together[i] / sigma * z;
            let gap = (at_risk.value - truth).abs();
            assert!(gap < 4.0 * at_risk.standard_error + 2e-4, "{at_risk:?} {truth}");
            assert_eq!(asset.component_expected_shortfall, weights[i] * shortfall.value);
        }
    }
}
