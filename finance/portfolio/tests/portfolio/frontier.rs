use crate::moments::problem;
use nalgebra::DMatrix;
use neuron_portfolio::{Cardinality, Limits, Objective, PortfolioError, Problem};

#[test]
fn every_point_is_the_efficient_portfolio_of_its_return() {
    let frontier = problem().frontier(20).unwrap();
    assert_eq!(frontier.len(), 20);
    for point in &frontier[1..] {
        let target = point.expected_return.unwrap();
        let alone = problem().solve(&Objective::EfficientReturn { target }).unwrap();
        assert!((point.objective / alone.objective - 1.0).abs() < 1e-8);
        for (a, b) in point.weights.iter().zip(&alone.weights) {
            assert!((a - b).abs() < 1e-6);
        }
        assert!(point.kkt.largest() < 1e-9);
    }
    let last = &frontier[19];
    assert!((last.expected_return.unwrap() - 0.2527803496739571).abs() < 1e-8);
}

/// Rising and convex in the return, evenly spaced.
#[test]
fn the_frontier_is_convex() {
    let frontier = problem().bounds(Limits::between(-0.1, 0.3)).frontier(30).unwrap();
    let returns: Vec<f64> = frontier.iter().map(|p| p.expected_return.unwrap()).collect();
    let variances: Vec<f64> = frontier.iter().map(|p| p.objective.powi(2)).collect();
    let step = returns[1] - returns[0];
    for i in 1..29 {
        assert!((returns[i + 1] - returns[i] - step).abs() < 1e-8);
        assert!(variances[i - 1] + variances[i + 1] > 2.0 * variances[i] - 1e-12);
        assert!(variances[i + 1] > variances[i]);
    }
}

/// Two assets have one portfolio for each return.
#[test]
fn two_assets_in_closed_form() {
    let frontier = Problem::new(["bond", "share"])
        .expected_returns([0.02, 0.1])
        .covariance(DMatrix::from_row_slice(2, 2, &[0.01, 0.004, 0.004, 0.04]))
        .frontier(11)
        .unwrap();
    for point in frontier {
        let share = (point.expected_return.unwrap() - 0.02) / 0.08;
        let bond = 1.0 - share;
        let variance = 0.01 * bond * bond + 0.008 * bond * share + 0.04 * share * share;
        assert!((point.weights[1] - share).abs() < 1e-8);
        assert!((point.volatility.unwrap() - variance.sqrt()).abs() < 1e-9);
    }
}

#[test]
fn few_assets_along_the_frontier() {
    let frontier = problem().cardinality(Cardinality::at_most(2)).frontier(4).unwrap();
    for point in &frontier {
        assert!(point.weights.iter().filter(|w| **w != 0.0).count() <= 2);
        assert!(point.search.unwrap().proven);
    }
}

#[test]
fn one_portfolio_is_no_frontier() {
    let error = problem().frontier(1).unwrap_err();
    assert!(matches!(error, PortfolioError::Range { .. }), "{error}");
}

#[test]
fn of_tail_risk() {
    let problem = crate::scenarios::problem();
    let risk = Objective::MinimumCvar { level: 0.9 };
    let frontier = problem.frontier_of(&risk, 6).unwrap();
    assert_eq!(frontier.len(), 6);
    for point in &frontier[1..] {
        assert_eq!(point.measure, "conditional value at risk");
        let target = point.expected_return.unwrap() - 1e-15;
        let alone = problem.clone().minimum_return(target).solve(&risk).unwrap();
        assert!((point.objective / alone.objective - 1.0).abs() < 1e-8);
    }
    assert!(frontier.windows(2).all(|pair| pair[0].objective < pair[1].objective));
    let error = problem.frontier_of(&Objective::Kelly, 6).unwrap_err();
    assert!(error.to_string().contains("growth has no frontier"), "{error}");
}
