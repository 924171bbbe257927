use crate::checks::is;
use crate::moments::{covariance, problem};
use neuron_portfolio::{Limits, Objective};

/// cvxpy 1.9.3, `Minimize(quad_form(y, S))` with `sd @ y == 1`, `y >= 0` and, with caps,
/// `y <= 0.1 * sum(y)`.
#[test]
fn greatest_diversification() {
    let solution = problem().solve(&Objective::MaximumDiversification).unwrap();
    let weights = [
        ("AAPL", 0.0820736446),
        ("AMD", 0.0696859712),
        ("BAC", 0.0243143411),
        ("BBY", 0.0869227609),
        ("CVX", 0.0134289385),
        ("JNJ", 0.0242385788),
        ("KO", 0.0559468219),
        ("LLY", 0.0775035563),
        ("MRK", 0.050822517),
        ("PEP", 0.0813444412),
        ("PFE", 0.0280747569),
        ("PG", 0.0993903463),
        ("RRC", 0.1082051011),
        ("UNH", 0.0944589087),
        ("WMT", 0.0893444163),
        ("XOM", 0.0142448993),
    ];
    is(&solution, 1.8707616244926537, &weights);
    let capped =
        problem().bounds(Limits::between(0.0, 0.1)).solve(&Objective::MaximumDiversification);
    assert!((capped.unwrap().objective / 1.8702775817544055 - 1.0).abs() < 1e-8);
}

/// Without limits on the signs it is `Σ⁻¹σ` scaled to a sum of 1.
#[test]
fn diversification_in_closed_form() {
    let sigma = covariance();
    let deviations = sigma.diagonal().map(f64::sqrt);
    let direction = sigma.cholesky().unwrap().solve(&deviations);
    let solution =
        problem().bounds(Limits::default()).solve(&Objective::MaximumDiversification).unwrap();
    let sum = direction.sum();
    for (weight, direction) in solution.weights.iter().zip(direction.iter()) {
        assert!((weight - direction / sum).abs() < 1e-7);
    }
}
