use crate::moments::{NAMES, covariance, problem};
use nalgebra::{DMatrix, DVector};
use neuron_portfolio::{Limits, Objective, PortfolioError, Problem};
use std::collections::BTreeMap;

fn contributions(weights: &[f64]) -> Vec<f64> {
    let w = DVector::from_column_slice(weights);
    let pull = covariance() * &w;
    let variance = w.dot(&pull);
    w.iter().zip(pull.iter()).map(|(w, p)| w * p / variance).collect()
}

/// skfolio 1.12.2, `RiskBudgeting()`, gives AAPL .042185, JNJ .066586, PG .069069; further digits are
/// of Newton's method in NumPy.
#[test]
fn equal_contributions() {
    let solution = problem().solve(&Objective::RiskBudgeting { budgets: BTreeMap::new() }).unwrap();
    for (name, weight) in [("AAPL", 0.04218575), ("JNJ", 0.06658937), ("PG", 0.06906879)] {
        assert!((solution.weight(name).unwrap() - weight).abs() < 1e-8);
    }
    for share in contributions(&solution.weights) {
        assert!((share - 0.05).abs() < 1e-14);
    }
    assert!((solution.weights.iter().sum::<f64>() - 1.0).abs() < 1e-14);
    assert!(solution.kkt.largest() < 1e-12);
}

#[test]
fn given_contributions() {
    let budgets: BTreeMap<String, f64> =
        NAMES.iter().zip(1..).map(|(name, share)| ((*name).to_owned(), f64::from(share))).collect();
    let solution = problem().solve(&Objective::RiskBudgeting { budgets }).unwrap();
    for (share, rank) in contributions(&solution.weights).into_iter().zip(1..) {
        assert!((share - f64::from(rank) / 210.0).abs() < 1e-14);
    }
    // NumPy 2.4.6.
    assert!((solution.weight("WMT").unwrap() - 0.09991802).abs() < 1e-8);
    assert!((solution.objective - 0.17198219340972598).abs() < 1e-14);
}

/// Without correlation, weights are inverse to volatilities; perfect correlation changes nothing.
#[test]
fn two_assets() {
    for correlation in [0.0, 0.9, 1.0] {
        let both = 0.1 * 0.3 * correlation;
        let solution = Problem::new(["calm", "wild"])
            .covariance(DMatrix::from_row_slice(2, 2, &[0.01, both, both, 0.09]))
            .budget(Limits::exactly(2.0))
            .solve(&Objective::RiskBudgeting { budgets: BTreeMap::new() })
            .unwrap();
        assert!((solution.weights[0] - 1.5).abs() < 1e-12);
    }
}

#[test]
fn budgets_name_every_asset_and_nothing_else() {
    let solve = |budgets: &[(&str, f64)]| {
        let budgets = budgets.iter().map(|(name, share)| ((*name).to_owned(), *share)).collect();
        Problem::new(["A", "B"])
            .covariance(DMatrix::from_row_slice(2, 2, &[0.01, 0.0, 0.0, 0.09]))
            .solve(&Objective::RiskBudgeting { budgets })
    };
    let error = solve(&[("A", 0.5)]).unwrap_err();
    assert!(error.to_string().contains("the risk budget of `B` is 0"), "{error}");
    let error = solve(&[("A", 0.5), ("B", 0.2), ("C", 0.3)]).unwrap_err();
    assert!(matches!(error, PortfolioError::UnknownAsset { .. }), "{error}");
}

#[test]
fn further_limits_are_refused() {
    let objective = Objective::RiskBudgeting { budgets: BTreeMap::new() };
    for problem in [problem().bounds(Limits::between(0.0, 0.1)), problem().minimum_return(0.1)] {
        let error = problem.solve(&objective).unwrap_err();
        assert!(matches!(error, PortfolioError::Unsupported { .. }), "{error}");
    }
}
