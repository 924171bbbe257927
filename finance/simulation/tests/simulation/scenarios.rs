use crate::market::{history, portfolio, processes};
use nalgebra::DMatrix;
use neuron_simulation::scenario::{Scenario, replay};
use neuron_simulation::{Process, Rebalancing, Settings, SimulationError, simulate};

fn scenario(text: &str) -> Scenario {
    toml::from_str(text).expect("a scenario")
}

#[test]
fn a_shock_costs_what_the_weights_say() {
    let shock = scenario("name = 'crash'\nall = -0.2\n[assets]\n'asset 1' = -0.5\n");
    let portfolio = portfolio(&[0.7, 0.5, -0.2], Rebalancing::BuyAndHold);
    let outcome = shock.loss(&portfolio).unwrap();
    assert!((outcome.loss - (0.14 + 0.25 - 0.04)).abs() < 1e-15);
    let parts: f64 = outcome.assets.iter().map(|asset| asset.loss).sum();
    assert_eq!(parts, outcome.loss);
    let unknown = scenario("name = 'crash'\n[assets]\nXYZ = -0.5\n");
    let error = unknown.loss(&portfolio).unwrap_err();
    assert_eq!(error.to_string(), "scenario `crash` shocks `XYZ`, which is not in the portfolio");
    assert!(toml::from_str::<Scenario>("name = 'x'\ncorelation = 0.5").is_err());
    for bad in ["all = -1.5", "all = nan", "volatility = -1", "correlation = 1.5"] {
        let bad = scenario(&format!("name = 'x'\n{bad}"));
        assert!(matches!(bad.loss(&portfolio), Err(SimulationError::Number { .. })));
    }
}

#[test]
fn stress_raises_volatility_and_correlation() {
    let stress = scenario("name = 'together'\nvolatility = 2\ncorrelation = 1\n");
    let portfolio = portfolio(&[0.4, 0.3, 0.3], Rebalancing::BuyAndHold);
    let settings = Settings { paths: 4_000, ..Settings::new(1) };
    for process in processes() {
        if !process.has_normal_increments() {
            let error = stress.stressed(&process).unwrap_err();
            assert!(matches!(error, SimulationError::StressOfProcess { .. }), "{error}");
            continue;
        }
        let stressed = stress.stressed(&process).unwrap();
        let deviation = |process: &Process| {
            let report = simulate(process, &portfolio, &settings).unwrap();
            report.horizons[0].loss.deviation.value
        };
        let (calm, wild) = (deviation(&process), deviation(&stressed));
        // Twice the volatility, and no diversification; jumps stay as they were.
        let least = if matches!(process, Process::JumpDiffusion(_)) { 1.5 } else { 2.0 };
        assert!(wild > least * calm, "{} {calm} {wild}", process.kind());
        if let Process::Normal(normal) = &stressed {
            // Standard deviations 2 % each, moving as one.
            let weights = nalgebra::DVector::from_column_slice(portfolio.weights());
            let variance = weights.dot(&(&normal.covariance * &weights));
            assert!((variance.sqrt() - 0.02).abs() < 1e-12);
        }
    }
}

#[test]
fn a_replay_is_the_product_of_history() {
    for rebalancing in [Rebalancing::BuyAndHold, Rebalancing::ConstantWeights] {
        let portfolio = portfolio(&[0.7, 0.5, -0.2], rebalancing);
        let outcome = replay(&history(), &portfolio).unwrap();
        let gross = history().add_scalar(1.0);
        let end: f64 = match rebalancing {
            Rebalancing::BuyAndHold => {
                let columns = gross.column_iter().zip(portfolio.weights());
                columns.map(|(column, weight)| weight * column.product()).sum()
            }
            Rebalancing::ConstantWeights => {
                let weights = nalgebra::DVector::from_column_slice(portfolio.weights());
                (&gross * weights).product()
            }
        };
        assert!((outcome.loss - (1.0 - end)).abs() < 1e-12);
        let parts: f64 = outcome.assets.iter().map(|asset| asset.loss).sum();
        assert!((parts - outcome.loss).abs() < 1e-12);
        let values = &outcome.values;
        let mut fall = 0.0_f64;
        for i in 0..values.len() {
            for j in i..values.len() {
                fall = fall.max(1.0 - values[j] / values[i]);
            }
        }
        assert!((outcome.drawdown - fall).abs() < 1e-12);
        let claimed = 1.0 - values[outcome.trough] / values[outcome.peak];
        assert!((claimed - fall).abs() < 1e-12);
        let worst = values[outcome.worst_row + 1] / values[outcome.worst_row] - 1.0;
        assert!((worst - outcome.worst_return).abs() < 1e-12);
    }
    let portfolio = portfolio(&[1.0], Rebalancing::BuyAndHold);
    assert!(matches!(
        replay(&DMatrix::zeros(0, 1), &portfolio),
        Err(SimulationError::ShortHistory { .. })
    ));
    let nan = DMatrix::from_element(3, 1, f64::NAN);
    assert!(matches!(replay(&nan, &portfolio), Err(SimulationError::Number { .. })));
}
