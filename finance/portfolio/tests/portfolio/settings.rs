use crate::moments::problem;
use crate::scenarios;
use nalgebra::DMatrix;
use neuron_portfolio::{Cardinality, Objective, Problem, Warning};

#[test]
fn a_covariance_of_few_periods_is_warned_about() {
    let solution = problem().observations(15).solve(&Objective::MinimumVolatility).unwrap();
    assert_eq!(solution.warnings, [Warning::FewObservations { periods: 15, assets: 20 }]);
    assert!(problem().solve(&Objective::MinimumVolatility).unwrap().warnings.is_empty());
    let few = scenarios::returns().rows(0, 4).into_owned();
    let solution = Problem::new(["A", "B", "C", "D", "E", "F"])
        .scenarios(few)
        .solve(&Objective::MinimumVolatility)
        .unwrap();
    assert_eq!(solution.warnings, [Warning::FewObservations { periods: 4, assets: 6 }]);
    // A covariance of rank 3 hedges six assets to nothing, if no weight has to be negative for it.
    assert!(solution.objective < 0.01 && solution.kkt.largest() < 1e-9);
}

#[test]
fn degenerate_assets_can_be_allowed() {
    let covariance =
        DMatrix::from_row_slice(3, 3, &[0.0, 0.0, 0.0, 0.0, 0.04, 0.04, 0.0, 0.04, 0.04]);
    let solution = Problem::new(["cash", "A", "A again"])
        .expected_returns([0.02, 0.08, 0.08])
        .covariance(covariance)
        .allow_degenerate_assets()
        .solve(&Objective::EfficientReturn { target: 0.05 })
        .unwrap();
    assert!((solution.weights[0] - 0.5).abs() < 1e-7);
    assert!((solution.objective - 0.1).abs() < 1e-8);
}

#[test]
fn the_same_problem_has_the_same_answer_to_the_last_bit() {
    let solve = || {
        problem()
            .cardinality(Cardinality::at_most(4).minimum_weight(0.05))
            .solve(&Objective::MinimumVolatility)
            .unwrap()
    };
    assert_eq!(solve(), solve());
}

#[test]
fn a_solution_can_be_written() {
    let solution = problem().solve(&Objective::MaximumSharpe).unwrap();
    let value: serde_json::Value = serde_json::to_value(&solution).unwrap();
    assert_eq!(value["names"][0], "AAPL");
    assert_eq!(value["weights"].as_array().unwrap().len(), 20);
    assert!(value["kkt"]["stationarity"].as_f64().unwrap() < 1e-9);
    assert_eq!(value["measure"], "Sharpe ratio");
}
