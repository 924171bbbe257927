//! References are SciPy 1.17.1's `linprog(method="highs")` and, of the ulcer index, cvxpy 1.9.3 with
//! Clarabel at 1e-14, on the programs written out: `u[t] >= u[t - 1] - R[t] @ w`, `u >= 0`.
use crate::checks::is;
use crate::scenarios::problem;
use neuron_portfolio::Objective;

#[test]
fn least_average_drawdown() {
    let solution = problem().solve(&Objective::MinimumAverageDrawdown).unwrap();
    let weights = [
        ("B", 0.284056846476),
        ("C", 0.114485722052),
        ("D", 0.316352088825),
        ("E", 0.133922087729),
        ("F", 0.151183254918),
    ];
    is(&solution, 0.006353946975380246, &weights);
}

#[test]
fn least_maximum_drawdown() {
    let solution = problem().solve(&Objective::MinimumMaximumDrawdown).unwrap();
    let weights = [
        ("A", 0.047838573929),
        ("B", 0.095868101336),
        ("C", 0.138634007098),
        ("D", 0.361927788203),
        ("E", 0.090375279363),
        ("F", 0.26535625007),
    ];
    is(&solution, 0.028109496473087955, &weights);
}

#[test]
fn least_ulcer_index() {
    let solution = problem().solve(&Objective::MinimumUlcerIndex).unwrap();
    let weights = [
        ("B", 0.254855539),
        ("C", 0.1298498),
        ("D", 0.30515032),
        ("E", 0.119691033),
        ("F", 0.190453308),
    ];
    is(&solution, 0.010068540940851864, &weights);
}

/// The conditional drawdown lies between the average and the greatest, which are its ends.
#[test]
fn levels_end_at_the_average_and_the_greatest() {
    let least = |objective: Objective| problem().solve(&objective).unwrap().objective;
    let average = least(Objective::MinimumAverageDrawdown);
    let low = least(Objective::MinimumCdar { level: 1e-9 });
    assert!((low - average).abs() < 1e-8, "{low} and {average}");
    let high = least(Objective::MinimumCdar { level: 0.95 });
    assert!(average < high && high < least(Objective::MinimumMaximumDrawdown));
}

#[test]
fn each_has_a_frontier() {
    for risk in [
        Objective::MinimumAverageDrawdown,
        Objective::MinimumMaximumDrawdown,
        Objective::MinimumUlcerIndex,
        Objective::MinimumAbsoluteDeviation,
        Objective::MinimumWorstLoss,
    ] {
        let points = problem().frontier_of(&risk, 5).unwrap();
        for pair in points.windows(2) {
            assert!(pair[0].expected_return < pair[1].expected_return, "{}", risk.measure());
            assert!(pair[0].objective <= pair[1].objective + 1e-9, "{}", risk.measure());
        }
    }
}
