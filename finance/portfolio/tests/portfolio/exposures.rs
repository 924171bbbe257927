use crate::checks::is;
use crate::moments::problem;
use neuron_portfolio::{Limits, Objective};

fn short(solution: &neuron_portfolio::Solution) -> f64 {
    solution.weights.iter().map(|w| (-w).max(0.0)).sum()
}

/// cvxpy 1.9.3, `Minimize(quad_form(w, S))`, `sum(abs(w)) <= 1.4`, `-0.3 <= w <= 0.5`,
/// `mu @ w >= 0.2`; OSQP 1.1.3 with polishing and Clarabel agree to ten digits.
#[test]
fn leverage() {
    let solution = problem()
        .bounds(Limits::between(-0.3, 0.5))
        .gross_exposure(1.4)
        .solve(&Objective::EfficientReturn { target: 0.2 })
        .unwrap();
    let weights = [
        ("AAPL", 0.07716352962),
        ("AMD", -0.03126727543),
        ("BAC", -0.07290100818),
        ("BBY", 0.05430160186),
        ("CVX", 0.06894840114),
        ("GE", -0.09583171639),
        ("HD", 0.121072735),
        ("JNJ", 0.1955926292),
        ("KO", 0.009857085883),
        ("LLY", 0.0201972616),
        ("MSFT", 0.1998923297),
        ("PEP", 0.0815894047),
        ("PFE", 0.0007579506828),
        ("PG", 0.1384667936),
        ("UNH", 0.2197569525),
        ("XOM", 0.01240332442),
    ];
    is(&solution, 0.192670615460287, &weights);
    assert!((short(&solution) - 0.2).abs() < 1e-8);
}

/// cvxpy 1.9.3, `sum(pos(w)) <= 1.3`, `sum(neg(w)) <= 0.25`, `norm(U @ w) <= 0.2`.
#[test]
fn long_and_short() {
    let solution = problem()
        .bounds(Limits::between(-0.3, 0.5))
        .long_short(1.3, 0.25)
        .maximum_volatility(0.2)
        .solve(&Objective::MaximumReturn)
        .unwrap();
    let weights = [
        ("AAPL", 0.0842478776),
        ("AMD", -0.0380453301),
        ("BAC", -0.0838555633),
        ("BBY", 0.059896666),
        ("CVX", 0.0729219244),
        ("GE", -0.1280991066),
        ("HD", 0.1372894313),
        ("JNJ", 0.1938122539),
        ("LLY", 0.0191751456),
        ("MSFT", 0.2209966408),
        ("PEP", 0.0767767659),
        ("PFE", 0.0011641384),
        ("PG", 0.135033769),
        ("UNH", 0.2411779551),
        ("XOM", 0.007507432),
    ];
    is(&solution, 0.2104775583566615, &weights);
    assert!((short(&solution) - 0.25).abs() < 1e-8);
}

/// cvxpy 1.9.3 on scaled weights `y = k w`: `-0.2 k <= y <= 0.4 k`, `norm(U @ y) <= 0.2 k`.
#[test]
fn sharpe_with_short_positions() {
    let solution = problem()
        .bounds(Limits::between(-0.2, 0.4))
        .maximum_volatility(0.2)
        .solve(&Objective::MaximumSharpe)
        .unwrap();
    assert!((solution.objective / 0.9816490719804701 - 1.0).abs() < 1e-8);
    assert!((solution.weight("GE").unwrap() + 0.2).abs() < 1e-6);
    assert!((solution.weight("MSFT").unwrap() - 0.203382134).abs() < 1e-6);
    assert!(solution.kkt.largest() < 1e-9);
}

/// For a long-only portfolio the gross exposure is the sum of the weights.
#[test]
fn a_budget_range_is_used_up_to_the_gross_exposure() {
    let solution = problem()
        .budget(Limits::between(0.0, 2.0))
        .gross_exposure(1.5)
        .solve(&Objective::MaximumReturn)
        .unwrap();
    is(&solution, 1.5 * 0.2527803496739571, &[("UNH", 1.5)]);
}
