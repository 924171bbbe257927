//! Portfolios and processes that several tests share.

use nalgebra::DMatrix;
use neuron_simulation::{
    BlockBootstrap, Blocks, Estimate, FilteredHistorical, GarchFilter, GeometricBrownian,
    JumpDiffusion, Marginal, NormalReturns, Portfolio, Process, Rebalancing, StudentCopula,
    StudentReturns,
};

pub(crate) fn portfolio(weights: &[f64], rebalancing: Rebalancing) -> Portfolio {
    let names = (0..weights.len()).map(|i| format!("asset {i}")).collect();
    Portfolio::new(names, weights.to_vec(), rebalancing).expect("weights of one")
}

pub(crate) fn correlation() -> DMatrix<f64> {
    DMatrix::from_row_slice(3, 3, &[1.0, 0.3, -0.2, 0.3, 1.0, 0.5, -0.2, 0.5, 1.0])
}

pub(crate) fn brownian() -> GeometricBrownian {
    GeometricBrownian {
        drift: vec![0.05, 0.1, 0.02],
        volatility: vec![0.2, 0.35, 0.1],
        correlation: correlation(),
        step: 1.0 / 12.0,
    }
}

pub(crate) fn one_asset(drift: f64, volatility: f64, step: f64) -> GeometricBrownian {
    let (drift, volatility) = (vec![drift], vec![volatility]);
    GeometricBrownian { drift, volatility, correlation: DMatrix::identity(1, 1), step }
}

/// Synthetic returns `[40, 3]`, by a formula.
pub(crate) fn history() -> DMatrix<f64> {
    DMatrix::from_fn(40, 3, |row, asset| {
        let place = (row * 37 + asset * 11 + row * row % 7) % 41;
        (place as f64 - 20.0) / 800.0
    })
}

/// One of each.
pub(crate) fn processes() -> Vec<Process> {
    let mean = vec![0.0005, 0.001, 0.0];
    let covariance = correlation() * 1e-4;
    let blocks = [
        Blocks::Stationary { mean_length: 5.0 },
        Blocks::Circular { length: 4 },
        Blocks::Moving { length: 4 },
    ];
    let filter =
        GarchFilter { mean: 0.05, omega: 0.02, alpha: 0.03, gamma: 0.1, beta: 0.9, variance: 1.2 };
    let mut all = vec![
        Process::GeometricBrownian(brownian()),
        Process::Normal(NormalReturns { mean: mean.clone(), covariance: covariance.clone() }),
        Process::Student(StudentReturns { mean: mean.clone(), covariance, degrees: 4.0 }),
        Process::StudentCopula(StudentCopula {
            mean,
            deviation: vec![0.01, 0.02, 0.015],
            correlation: correlation(),
            degrees: 3.5,
            marginals: vec![Marginal::Normal, Marginal::Student { degrees: 5.0 }, Marginal::Normal],
        }),
        Process::JumpDiffusion(JumpDiffusion {
            diffusion: brownian(),
            intensity: vec![1.0, 0.5, 3.0],
            jump_mean: vec![-0.1, 0.05, 0.0],
            jump_deviation: vec![0.1, 0.2, 0.05],
        }),
        Process::FilteredHistorical(FilteredHistorical {
            filters: vec![filter; 3],
            residuals: history() * 66.0,
            scale: 0.01,
        }),
    ];
    all.extend(
        blocks.map(|blocks| Process::BlockBootstrap(BlockBootstrap { history: history(), blocks })),
    );
    all
}

/// Within four standard errors of `truth`, itself known to `known`; and the error is not so large
/// that anything would pass.
#[track_caller]
pub(crate) fn near(estimate: Estimate, truth: f64, known: f64) {
    let error = estimate.standard_error.hypot(known);
    let gap = (estimate.value - truth).abs();
    assert!(gap < 4.0 * error, "{estimate:?} is not {truth}");
    assert!(estimate.standard_error < 0.05 * truth.abs().max(0.01), "{estimate:?} says nothing");
}
