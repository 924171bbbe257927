use crate::market::{near, portfolio};
use nalgebra::DMatrix;
use neuron_simulation::{
    BlockBootstrap, Blocks, FilteredHistorical, GarchFilter, Precision, Process, Rebalancing,
    Settings, simulate,
};

/// Gross values, at every thousandth, of a path over rows that rise by a thousandth each.
fn quantiles(blocks: Blocks, steps: usize, rows: usize) -> Vec<(f64, f64)> {
    let history = DMatrix::from_fn(rows, 1, |row, _| (row as f64 + 1.0) * 1e-3);
    let process = Process::BlockBootstrap(BlockBootstrap { history, blocks });
    let probabilities = (1..1_000).map(|i| f64::from(i) / 1_000.0).collect();
    let settings = Settings {
        paths: 40_000,
        quantiles: probabilities,
        precision: Precision::Double,
        ..Settings::new(steps)
    };
    let portfolio = portfolio(&[1.0], Rebalancing::BuyAndHold);
    let report = simulate(&process, &portfolio, &settings).expect("the history suffices");
    let quantiles = report.horizons[0].loss.quantiles.iter();
    quantiles.map(|q| (q.probability, 1.0 - q.quantile.value)).collect()
}

#[test]
fn moving_blocks_are_pieces_of_history_and_each_as_likely() {
    // Blocks of 5 from 24 rows have 20 beginnings; a path of 5 steps is one block.
    let gross = |row: usize| 1.0 + (row as f64 + 1.0) * 1e-3;
    let pieces: Vec<f64> = (0..20).map(|start| (start..start + 5).map(gross).product()).collect();
    for (probability, value) in quantiles(Blocks::Moving { length: 5 }, 5, 24) {
        // The value at a probability p is that of piece 20 (1 − p), for p within chance of it.
        let which = pieces.iter().position(|piece| (piece - value).abs() < 1e-12);
        let which = which.unwrap_or_else(|| panic!("{value} is no piece of history")) as f64;
        let middle = 1.0 - (which + 0.5) / 20.0;
        assert!((middle - probability).abs() < 0.025 + 0.01, "{probability} {which}");
    }
}

#[test]
fn circular_blocks_close_the_history() {
    let gross = |row: usize| 1.0 + ((row % 24) as f64 + 1.0) * 1e-3;
    let piece = |start: usize| (start..start + 5).map(gross).product::<f64>();
    let pieces: Vec<f64> = (0..24).map(piece).collect();
    let mut met = [false; 24];
    for (_, value) in quantiles(Blocks::Circular { length: 5 }, 5, 24) {
        let which = pieces.iter().position(|piece| (piece - value).abs() < 1e-12);
        met[which.expect("a piece of the circle")] = true;
    }
    assert_eq!(met, [true; 24]);
}

#[test]
fn stationary_blocks_go_on_with_the_probability_asked_for() {
    // The history alternates between +1 % and −1 %. With probability 1 − q a step follows the one
    // before it, so its sign differs; otherwise it is drawn anew and differs half the time. The
    // mean of the product of two steps' signs is −(1 − q), and q is one over the mean length.
    for mean_length in [1.0, 4.0, 20.0] {
        let history = DMatrix::from_fn(40, 1, |row, _| if row % 2 == 0 { 0.01 } else { -0.01 });
        let blocks = Blocks::Stationary { mean_length };
        let process = Process::BlockBootstrap(BlockBootstrap { history, blocks });
        let precision = Precision::Double;
        let settings = Settings { paths: 40_000, precision, seed: 8, ..Settings::new(2) };
        let portfolio = portfolio(&[1.0], Rebalancing::BuyAndHold);
        let report = simulate(&process, &portfolio, &settings).unwrap();
        // E (1 + r₁)(1 + r₂) − 1 = E r₁ + E r₂ + E r₁ r₂, of which the last is −(1 − q) 1e-4; the
        // first two vanish within chance, and all three are in the deviation: Var(r₁ + r₂) =
        // 2e-4 (1 − (1 − q)) to first order.
        let deviation = report.horizons[0].loss.deviation.value;
        let truth = 2e-4 / mean_length;
        let spread = 2e-4 * 4.0 / (settings.paths as f64).sqrt() * 2.0 + 1e-6;
        assert!((deviation * deviation - truth).abs() < spread, "{mean_length}: {deviation}");
    }
}

#[test]
fn filtered_variance_grows_as_the_model_says() {
    // Residuals of mean 0 and mean square 1, a third of it below zero. Steps are uncorrelated, and
    // E h′ = ω + (α + γ/3 + β) E h.
    let filter =
        GarchFilter { mean: 0.03, omega: 0.05, alpha: 0.05, gamma: 0.15, beta: 0.8, variance: 4.0 };
    let (up, down) = (2.0_f64.sqrt(), -(0.5_f64.sqrt()));
    let process = Process::FilteredHistorical(FilteredHistorical {
        filters: vec![filter],
        residuals: DMatrix::from_column_slice(3, 1, &[up, down, down]),
        scale: 1e-4,
    });
    let horizons = vec![1, 2, 5, 20];
    let precision = Precision::Double;
    let settings = Settings { paths: 100_000, horizons, precision, ..Settings::new(20) };
    let portfolio = portfolio(&[1.0], Rebalancing::ConstantWeights);
    let report = simulate(&process, &portfolio, &settings).unwrap();
    let (mut expected, mut sum) = (4.0, 0.0);
    let mut variances = Vec::new();
    for _ in 0..20 {
        sum += expected;
        variances.push(sum);
        expected = 0.05 + (0.05 + 0.15 / 3.0 + 0.8) * expected;
    }
    for horizon in &report.horizons {
        let truth = 1e-4 * f64::sqrt(variances[horizon.steps - 1]);
        // Compounding adds about 1e-4 of itself.
        near(horizon.loss.deviation, truth, 2e-4 * truth);
        let gap = horizon.loss.mean.value + 0.03e-4 * horizon.steps as f64;
        assert!(gap.abs() < 4.0 * horizon.loss.mean.standard_error);
    }
}
