use nalgebra::DMatrix;
use neuron_portfolio::{GroupMap, Limits, Objective, Problem, RiskModel, Uncertainty};

/// Synthetic exposures of 60 assets to 3 factors, by a formula.
pub(crate) fn model() -> (DMatrix<f64>, DMatrix<f64>, Vec<f64>, Vec<f64>) {
    let wave = |a: f64| (a * 12.9898).sin();
    let exposures = DMatrix::from_fn(60, 3, |i, k| {
        let own = wave((i * 3 + k) as f64);
        if k == 0 { 1.0 + 0.4 * own } else { own }
    });
    let covariance =
        DMatrix::from_row_slice(3, 3, &[0.03, 0.002, 0.0, 0.002, 0.01, -0.001, 0.0, -0.001, 0.008]);
    let specific = (0..60).map(|i| 0.03 + 0.02 * wave(i as f64 + 500.0)).collect();
    let returns = (0..60).map(|i| 0.07 + 0.04 * wave(i as f64 + 900.0)).collect();
    (exposures, covariance, specific, returns)
}

/// The factor form and the matrix that it stands for have the same optima, for every objective that
/// looks at risk.
#[test]
fn the_factor_form_is_the_covariance_it_stands_for() {
    let (exposures, covariance, specific, returns) = model();
    let mut full = &exposures * &covariance * exposures.transpose();
    for (i, d) in specific.iter().enumerate() {
        full[(i, i)] += d;
    }
    let full = (&full + full.transpose()) * 0.5;
    let names: Vec<String> = (0..60).map(|i| format!("N{i}")).collect();
    let mut groups = GroupMap::new("group");
    for (i, name) in names.iter().enumerate() {
        groups = groups.member(name.clone(), format!("{}", i % 4));
    }
    let groups = groups.limit("0", Limits::at_least(0.4)).limit("1", Limits::at_most(0.1));
    let base = Problem::new(names)
        .expected_returns(returns)
        .risk_free(0.01)
        .bounds(Limits::between(-0.02, 0.1))
        .groups(groups)
        .benchmark([("N0", 0.5), ("N5", 0.5)])
        .maximum_tracking_error(0.25);
    let by_factors =
        base.clone().risk_model(RiskModel::Factors { exposures, covariance, specific });
    let by_matrix = base.covariance(full);
    for objective in [
        Objective::MinimumVolatility,
        Objective::MaximumSharpe,
        Objective::Utility { risk_aversion: 3.0 },
        Objective::EfficientRisk { target: 0.2 },
        Objective::MinimumTrackingError,
        Objective::WorstCase {
            radius: 0.5,
            shape: Uncertainty::Mean { observations: 30.0 },
            risk_aversion: 1.0,
        },
    ] {
        let a = by_factors.solve(&objective).unwrap();
        let b = by_matrix.solve(&objective).unwrap();
        assert!((a.objective / b.objective - 1.0).abs() < 1e-9, "{objective:?}");
        for (a, b) in a.weights.iter().zip(&b.weights) {
            assert!((a - b).abs() < 1e-6, "{objective:?}");
        }
        assert!(a.kkt.largest() < 1e-9 && b.kkt.largest() < 1e-9);
    }
}
