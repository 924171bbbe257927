//! References are SciPy 1.17.1's `linprog(method="highs-ipm")` over all 28,680 pairs: the sum of `e`
//! with `e >= D @ w` and `e >= -D @ w`, `D` the differences of two scenarios.
use crate::checks::is;
use crate::scenarios::{problem, returns};
use nalgebra::{DMatrix, DVector};
use neuron_portfolio::{Limits, Objective, Problem, gini_mean_difference};

#[test]
fn least_mean_difference() {
    let solution = problem().solve(&Objective::MinimumGini).unwrap();
    let weights = [
        ("A", 0.301073892826),
        ("B", 0.244706244882),
        ("C", 0.145225285373),
        ("D", 0.133976781349),
        ("E", 0.120017642783),
        ("F", 0.055000152787),
    ];
    is(&solution, 0.008205145512926119, &weights);
}

#[test]
fn least_mean_difference_at_a_return() {
    let solution = problem().minimum_return(0.0022).solve(&Objective::MinimumGini).unwrap();
    let weights = [
        ("A", 0.187759410597),
        ("B", 0.199271136245),
        ("C", 0.173674810677),
        ("D", 0.177901655323),
        ("E", 0.15687334642),
        ("F", 0.104519640738),
    ];
    is(&solution, 0.008354872063038463, &weights);
}

/// The mean over all pairs, written out.
fn over_pairs(scenarios: &DMatrix<f64>, w: &[f64]) -> f64 {
    let y = scenarios * DVector::from_column_slice(w);
    let (mut sum, mut pairs) = (0.0, 0.0);
    for i in 0..y.len() {
        for j in 0..i {
            sum += (y[i] - y[j]).abs();
            pairs += 1.0;
        }
    }
    sum / pairs
}

#[test]
fn the_figure_is_the_mean_over_pairs() {
    let w = [0.5, -0.2, 0.3, 0.1, 0.1, 0.2];
    let found = gini_mean_difference(&returns(), &w).unwrap();
    assert!((found / over_pairs(&returns(), &w) - 1.0).abs() < 1e-13);
    // Of the numbers 0…T−1 it is (T + 1) / 3.
    let steps = DMatrix::from_fn(50, 1, |t, _| (t * 7 % 50) as f64);
    assert!((gini_mean_difference(&steps, &[1.0]).unwrap() - 17.0).abs() < 1e-12);
    assert!(gini_mean_difference(&DMatrix::zeros(1, 1), &[1.0]).is_err());
}

/// Days on which nothing moves, long and short positions, more days than one program holds pairs of.
#[test]
fn days_that_repeat_and_short_positions() {
    let plain = returns();
    let scenarios =
        DMatrix::from_fn(480, 6, |t, i| if t % 2 == 0 { plain[(t / 2, i)] } else { 0.0 });
    let solution = Problem::new(["A", "B", "C", "D", "E", "F"])
        .scenarios(scenarios.clone())
        .bounds(Limits::between(-0.3, 1.0))
        .minimum_return(0.0012)
        .solve(&Objective::MinimumGini)
        .unwrap();
    assert!(solution.kkt.largest() < 1e-9, "{:?}", solution.kkt);
    assert!((over_pairs(&scenarios, &solution.weights) / solution.objective - 1.0).abs() < 1e-12);
    for from in 0..6 {
        for to in (0..6).filter(|to| *to != from) {
            let mut near = solution.weights.clone();
            near[from] -= 1e-3;
            near[to] += 1e-3;
            let mean = (scenarios.row_mean() * DVector::from_column_slice(&near))[0];
            if near[from] >= -0.3 && mean >= 0.0012 {
                assert!(over_pairs(&scenarios, &near) >= solution.objective, "{from} {to}");
            }
        }
    }
}

/// So few days that the first program holds every pair.
#[test]
fn few_days() {
    let scenarios = returns().rows(0, 12).into_owned();
    let solution = Problem::new(["A", "B", "C", "D", "E", "F"])
        .scenarios(scenarios.clone())
        .solve(&Objective::MinimumGini)
        .unwrap();
    assert!((over_pairs(&scenarios, &solution.weights) / solution.objective - 1.0).abs() < 1e-9);
    assert!(solution.kkt.largest() < 1e-9, "{:?}", solution.kkt);
}
