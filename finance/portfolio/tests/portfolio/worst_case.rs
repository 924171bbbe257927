use crate::checks::is;
use crate::moments::{covariance, problem};
use neuron_portfolio::{Objective, PortfolioError, Uncertainty};

/// cvxpy 1.9.3, `Maximize(mu @ w - norm(U @ w) / sqrt(33) - 0.5 * quad_form(w, S))`.
#[test]
fn error_of_the_means() {
    let shape = Uncertainty::Mean { observations: 33.0 };
    let objective = Objective::WorstCase { radius: 1.0, shape, risk_aversion: 1.0 };
    let weights = [
        ("AAPL", 0.070691112),
        ("BBY", 0.0797599138),
        ("HD", 0.0270621937),
        ("MSFT", 0.3295936236),
        ("UNH", 0.4928931569),
    ];
    let expected = 0.15183087054665292;
    is(&problem().solve(&objective).unwrap(), expected, &weights);
    // The same ellipsoid written out.
    let matrix = covariance() / 33.0;
    let rows = matrix.row_iter().map(|row| row.iter().copied().collect()).collect();
    let written =
        Objective::WorstCase { radius: 1.0, shape: Uncertainty::Matrix(rows), risk_aversion: 1.0 };
    is(&problem().solve(&written).unwrap(), expected, &weights);
}

/// cvxpy 1.9.3, `Maximize(mu @ w - 1.5 * norm(multiply(sqrt(diag(S) / 33), w)))`.
#[test]
fn independent_errors() {
    let shape = Uncertainty::Diagonal { observations: 33.0 };
    let objective = Objective::WorstCase { radius: 1.5, shape, risk_aversion: 0.0 };
    let weights = [
        ("AAPL", 0.1150841206),
        ("BBY", 0.0994938953),
        ("HD", 0.0747051899),
        ("MSFT", 0.2786450925),
        ("UNH", 0.4320717018),
    ];
    is(&problem().solve(&objective).unwrap(), 0.17651497318325732, &weights);
}

#[test]
fn without_uncertainty_only_the_utility_is_left() {
    let shape = Uncertainty::Mean { observations: 33.0 };
    let certain = Objective::WorstCase { radius: 0.0, shape, risk_aversion: 4.0 };
    let utility = problem().solve(&Objective::Utility { risk_aversion: 4.0 }).unwrap();
    let solution = problem().solve(&certain).unwrap();
    assert!((solution.objective - utility.objective).abs() < 1e-10);
}

#[test]
fn an_uncertainty_of_the_wrong_size_is_refused() {
    let shape = Uncertainty::Matrix(vec![vec![1.0]]);
    let objective = Objective::WorstCase { radius: 1.0, shape, risk_aversion: 0.0 };
    let error = problem().solve(&objective).unwrap_err();
    assert!(matches!(error, PortfolioError::Size { what: "the uncertainty", .. }), "{error}");
}
