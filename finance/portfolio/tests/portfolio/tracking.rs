use crate::checks::is;
use crate::moments::problem;
use neuron_portfolio::{Limits, Objective, Problem};

fn against_four() -> Problem {
    problem().benchmark([("AAPL", 0.25), ("JNJ", 0.25), ("JPM", 0.25), ("XOM", 0.25)])
}

/// cvxpy 1.9.3, `Minimize(norm(U @ (w - b)))` with `w <= 0.2`.
#[test]
fn least_tracking_error() {
    let solution = against_four()
        .bounds(Limits::between(0.0, 0.2))
        .solve(&Objective::MinimumTrackingError)
        .unwrap();
    let weights = [
        ("AAPL", 0.2),
        ("AMD", 0.006642494),
        ("BAC", 0.0264295367),
        ("BBY", 0.0039133116),
        ("CVX", 0.0389577863),
        ("GE", 0.0174204864),
        ("HD", 0.0076157114),
        ("JNJ", 0.2),
        ("JPM", 0.2),
        ("KO", 0.0127808389),
        ("LLY", 0.006720418),
        ("MRK", 0.0139658524),
        ("MSFT", 0.0231890097),
        ("PEP", 0.0038969767),
        ("PFE", 0.0085641416),
        ("PG", 0.0123341531),
        ("RRC", 0.0022717329),
        ("UNH", 0.0044789265),
        ("WMT", 0.0108186238),
        ("XOM", 0.2),
    ];
    is(&solution, 0.02512673440514534, &weights);
}

/// cvxpy 1.9.3, `Maximize(mu @ w)` with `norm(U @ (w - b)) <= 0.05`.
#[test]
fn greatest_return_near_a_benchmark() {
    let solution =
        against_four().maximum_tracking_error(0.05).solve(&Objective::MaximumReturn).unwrap();
    let weights = [
        ("AAPL", 0.2645951877),
        ("BBY", 0.0169025911),
        ("HD", 0.0330621545),
        ("JNJ", 0.1648534541),
        ("JPM", 0.1920832524),
        ("MSFT", 0.0769964949),
        ("UNH", 0.095942841),
        ("XOM", 0.1555640242),
    ];
    is(&solution, 0.16431058901412818, &weights);
}

#[test]
fn a_benchmark_that_is_allowed_is_met() {
    let solution = against_four().solve(&Objective::MinimumTrackingError).unwrap();
    assert!(solution.objective < 1e-6);
    assert!((solution.weight("JPM").unwrap() - 0.25).abs() < 1e-6);
}

/// Weights of which a part is missing are followed as they are, and said to be so.
#[test]
fn a_benchmark_of_another_sum_is_warned_about() {
    let follow = |weights: [(&'static str, f64); 2], budget: Limits| {
        let solution = crate::scenarios::problem()
            .benchmark(weights)
            .budget(budget)
            .solve(&Objective::MinimumTrackingError)
            .unwrap();
        solution.warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let half = [("A", 0.2), ("B", 0.3)];
    assert_eq!(
        follow(half, Limits::exactly(1.0)),
        [
            "the benchmark's weights sum to 0.5, those of the portfolio to 1: the tracking error also has \
             the difference; state weights of the same sum"
        ]
    );
    assert!(follow(half, Limits::at_least(0.7))[0].contains("to at least 0.7"));
    assert!(follow(half, Limits::between(0.0, 1.0)).is_empty());
    assert!(follow([("A", 0.6999), ("B", 0.3)], Limits::exactly(1.0)).is_empty());
}
