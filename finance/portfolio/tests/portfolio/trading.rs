use crate::checks::is;
use crate::moments::{NAMES, problem};
use neuron_portfolio::{Objective, Trading};

/// Twenty equal weights held before.
fn from_equal() -> Trading {
    Trading {
        previous: NAMES.iter().map(|name| ((*name).to_owned(), 0.05)).collect(),
        ..Trading::default()
    }
}

/// cvxpy 1.9.3, `sum(abs(w - 0.05)) <= 0.5`.
#[test]
fn turnover() {
    let trading = Trading { maximum_turnover: Some(0.5), ..from_equal() };
    let solution = problem().trading(trading).solve(&Objective::MinimumVolatility).unwrap();
    let weights = [
        ("AAPL", 0.0380377316),
        ("BBY", 0.0154785306),
        ("CVX", 0.05),
        ("GE", 0.0366798897),
        ("HD", 0.0382965171),
        ("JNJ", 0.1231094725),
        ("KO", 0.0907433865),
        ("LLY", 0.05),
        ("MRK", 0.05),
        ("MSFT", 0.05),
        ("PEP", 0.087870483),
        ("PFE", 0.05),
        ("PG", 0.1376015382),
        ("RRC", 0.0231689695),
        ("UNH", 0.0483383616),
        ("WMT", 0.0606751198),
        ("XOM", 0.05),
    ];
    is(&solution, 0.16466073060497097, &weights);
    assert!((solution.turnover.unwrap() - 0.5).abs() < 1e-9);
}

/// cvxpy 1.9.3 on scaled weights, `sum(abs(y - 0.05 * k)) <= 0.6 * k`.
#[test]
fn turnover_of_the_tangency_portfolio() {
    let trading = Trading { maximum_turnover: Some(0.6), ..from_equal() };
    let solution = problem().trading(trading).solve(&Objective::MaximumSharpe).unwrap();
    let mut weights: Vec<(&str, f64)> =
        ["BBY", "CVX", "HD", "JNJ", "KO", "LLY", "PEP", "PFE", "PG", "WMT", "XOM"]
            .map(|name| (name, 0.05))
            .to_vec();
    weights.extend([("AAPL", 0.052798806), ("MSFT", 0.167276863), ("UNH", 0.229924331)]);
    is(&solution, 0.8197920762545302, &weights);
}

/// cvxpy 1.9.3, `Maximize(mu @ w - 0.01 * sum(abs(w - 0.05)) - 2 * quad_form(w, S))`.
#[test]
fn costs_of_a_utility() {
    let trading = Trading { cost: 0.01, ..from_equal() };
    let solution =
        problem().trading(trading).solve(&Objective::Utility { risk_aversion: 4.0 }).unwrap();
    let weights = [
        ("AAPL", 0.0608623664),
        ("BBY", 0.05),
        ("CVX", 0.0382993497),
        ("HD", 0.0675204376),
        ("JNJ", 0.0581333507),
        ("KO", 0.05),
        ("LLY", 0.05),
        ("MSFT", 0.1988682349),
        ("PEP", 0.05),
        ("PFE", 0.0322002185),
        ("PG", 0.05),
        ("UNH", 0.2597999566),
        ("WMT", 0.0343160859),
    ];
    is(&solution, 0.09853789636317627, &weights);
    assert!((solution.trading_cost - 0.01 * solution.turnover.unwrap()).abs() < 1e-15);
}

/// cvxpy 1.9.3 on scaled weights, `mu @ y - 0.02 * k - 0.02 * sum(abs(y - 0.05 * k)) >= 1`.
#[test]
fn costs_of_the_tangency_portfolio() {
    let trading = Trading { cost: 0.02, ..from_equal() };
    let solution = problem().trading(trading).solve(&Objective::MaximumSharpe).unwrap();
    assert!((solution.objective / 0.7575003093616258 - 1.0).abs() < 1e-8);
    assert!((solution.weight("XOM").unwrap() - 0.034855371).abs() < 1e-6);
    assert!((solution.weight("UNH").unwrap() - 0.241004441).abs() < 1e-6);
    assert_eq!(solution.sharpe, Some(solution.objective));
}

/// Where every asset costs the same, a cost on one alone moves weight away from it alone.
#[test]
fn an_asset_may_cost_more_than_the_others() {
    let trading = Trading { cost_of: [("UNH".to_owned(), 0.05)].into(), ..from_equal() };
    let plain = problem().solve(&Objective::Utility { risk_aversion: 4.0 }).unwrap();
    let dear =
        problem().trading(trading).solve(&Objective::Utility { risk_aversion: 4.0 }).unwrap();
    assert!(dear.weight("UNH").unwrap() < plain.weight("UNH").unwrap() - 0.05);
    let moved = (dear.weight("UNH").unwrap() - 0.05).abs();
    assert!((dear.trading_cost - 0.05 * moved).abs() < 1e-12);
}
