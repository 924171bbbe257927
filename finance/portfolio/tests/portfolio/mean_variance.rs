use crate::checks::is;
use crate::moments::problem;
use nalgebra::DMatrix;
use neuron_portfolio::{GroupMap, Limits, Objective, Problem};

/// PyPortfolioOpt 1.6.0 gives the same to six digits:
/// `EfficientFrontier(mu, S).max_sharpe(risk_free_rate=0.02)`; these digits are of Clarabel 0.11.1 at
/// 1e-13 by way of cvxpy 1.9.3.
#[test]
fn tangency() {
    let solution = problem().solve(&Objective::MaximumSharpe).unwrap();
    let weights = [
        ("AAPL", 0.06601193),
        ("BBY", 0.05106085),
        ("HD", 0.10004928),
        ("JNJ", 0.16136319),
        ("MSFT", 0.21825882),
        ("PEP", 0.04231230),
        ("PG", 0.08980232),
        ("UNH", 0.27114132),
    ];
    is(&solution, 0.8441373176, &weights);
    assert!((solution.expected_return.unwrap() - 0.1941251735).abs() < 1e-9);
    assert!((solution.volatility.unwrap() - 0.2062758865).abs() < 1e-9);
    assert_eq!(solution.measure, "Sharpe ratio");
}

/// As above, `ef.add_sector_constraints` and bounds (0, .15).
#[test]
fn tangency_with_caps() {
    let sectors = ["AAPL", "AMD", "MSFT"]
        .iter()
        .map(|ticker| (ticker, "tech"))
        .chain(["JNJ", "LLY", "MRK", "PFE", "UNH"].iter().map(|ticker| (ticker, "health")))
        .fold(GroupMap::new("sector"), |map, (ticker, group)| map.member(*ticker, group))
        .limit("tech", Limits::at_most(0.2))
        .limit("health", Limits::at_least(0.2));
    let capped = problem().bounds(Limits::between(0.0, 0.15)).groups(sectors);
    let weights = [
        ("AAPL", 0.05),
        ("BBY", 0.057301305),
        ("CVX", 0.037124981),
        ("HD", 0.13498204),
        ("JNJ", 0.15),
        ("LLY", 0.036938391),
        ("MSFT", 0.15),
        ("PEP", 0.08769168),
        ("PFE", 0.002220744),
        ("PG", 0.14374079),
        ("UNH", 0.15),
    ];
    is(&capped.solve(&Objective::MaximumSharpe).unwrap(), 0.8220955553, &weights);
}

/// cvxpy 1.9.3, `Minimize(norm(U @ w))` with `U` Cholesky's factor of the covariance.
#[test]
fn least_volatility() {
    let solution = problem().solve(&Objective::MinimumVolatility).unwrap();
    let weights = [
        ("AAPL", 0.026038078),
        ("BBY", 0.0068892277),
        ("CVX", 0.0715894719),
        ("JNJ", 0.1978543772),
        ("KO", 0.1208366388),
        ("LLY", 0.0300522665),
        ("MRK", 0.0210550975),
        ("MSFT", 0.0100048094),
        ("PEP", 0.1136671731),
        ("PFE", 0.0117465475),
        ("PG", 0.1657878941),
        ("RRC", 0.0098618232),
        ("UNH", 0.009688321),
        ("WMT", 0.1156950254),
        ("XOM", 0.0892332487),
    ];
    is(&solution, 0.15980382948296268, &weights);
}

/// cvxpy 1.9.3, `Maximize(mu @ w)` with `norm(U @ w) <= 0.2`.
#[test]
fn efficient_risk() {
    let solution = problem().solve(&Objective::EfficientRisk { target: 0.2 }).unwrap();
    let weights = [
        ("AAPL", 0.063537088),
        ("BBY", 0.0479378809),
        ("HD", 0.0940352198),
        ("JNJ", 0.1775184248),
        ("LLY", 3.53381e-05),
        ("MSFT", 0.2021376327),
        ("PEP", 0.0598884362),
        ("PG", 0.1068401152),
        ("UNH", 0.2480698639),
    ];
    is(&solution, 0.1886387058828652, &weights);
    assert!((solution.volatility.unwrap() - 0.2).abs() < 1e-10);
}

/// cvxpy 1.9.3, `Minimize(norm(U @ w))` with `mu @ w >= 0.18`.
#[test]
fn efficient_return() {
    let solution = problem().solve(&Objective::EfficientReturn { target: 0.18 }).unwrap();
    let weights = [
        ("AAPL", 0.0592486129),
        ("BBY", 0.0430295193),
        ("CVX", 0.0227190364),
        ("HD", 0.0830985242),
        ("JNJ", 0.1894614465),
        ("LLY", 0.0084668762),
        ("MSFT", 0.1765596506),
        ("PEP", 0.0783992404),
        ("PG", 0.1254058972),
        ("UNH", 0.2136111961),
    ];
    is(&solution, 0.1909920707690101, &weights);
    let constrained = problem().minimum_return(0.18).solve(&Objective::MinimumVolatility).unwrap();
    assert_eq!(constrained.weights, solution.weights);
}

/// cvxpy 1.9.3, `Maximize(mu @ w - 2 * quad_form(w, S))`.
#[test]
fn utility() {
    let solution = problem().solve(&Objective::Utility { risk_aversion: 4.0 }).unwrap();
    let weights = [
        ("AAPL", 0.0665933703),
        ("BBY", 0.0517945261),
        ("HD", 0.1014619029),
        ("JNJ", 0.1575631222),
        ("MSFT", 0.2220461085),
        ("PEP", 0.0381812746),
        ("PG", 0.0857978738),
        ("UNH", 0.2765618215),
    ];
    is(&solution, 0.10904022328231125, &weights);
}

#[test]
fn all_goes_into_the_greatest_return() {
    let solution = problem().solve(&Objective::MaximumReturn).unwrap();
    is(&solution, 0.2527803496739571, &[("UNH", 1.0)]);
}

/// Without limits on the signs, the tangency portfolio is `Σ⁻¹(μ − r)` scaled to a sum of 1.
#[test]
fn tangency_in_closed_form() {
    let sigma =
        DMatrix::from_row_slice(3, 3, &[0.04, 0.012, 0.0, 0.012, 0.09, -0.02, 0.0, -0.02, 0.06]);
    let mu = [0.07, 0.02, 0.11];
    let excess = nalgebra::DVector::<f64>::from_iterator(3, mu.iter().map(|m| m - 0.03));
    let direction = sigma.clone().cholesky().unwrap().solve(&excess);
    let sharpe = excess.dot(&direction).sqrt();
    let solution = Problem::new(["A", "B", "C"])
        .expected_returns(mu)
        .covariance(sigma)
        .risk_free(0.03)
        .bounds(Limits::default())
        .solve(&Objective::MaximumSharpe)
        .unwrap();
    let w = &direction / direction.sum();
    is(&solution, sharpe, &[("A", w[0]), ("B", w[1]), ("C", w[2])]);
}

/// Daily figures are as good as annual ones: only their unit differs.
#[test]
fn the_period_does_not_matter() {
    let annual = problem().solve(&Objective::MaximumSharpe).unwrap();
    let daily = Problem::new(crate::moments::NAMES)
        .expected_returns(crate::moments::RETURNS.map(|r| r / 252.0))
        .covariance(crate::moments::covariance() / 252.0)
        .risk_free(0.02 / 252.0)
        .solve(&Objective::MaximumSharpe)
        .unwrap();
    let expected: Vec<(&str, f64)> =
        annual.names.iter().map(String::as_str).zip(annual.weights.iter().copied()).collect();
    is(&daily, annual.objective / 252.0_f64.sqrt(), &expected);
}
