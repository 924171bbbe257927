//! References are SciPy 1.17.1's `linprog(method="highs")` on the linear program written out.
use crate::checks::is;
use crate::scenarios::{problem, returns};
use neuron_portfolio::Objective;

#[test]
fn least_absolute_deviation() {
    let solution = problem().solve(&Objective::MinimumAbsoluteDeviation).unwrap();
    let weights = [
        ("A", 0.314089692285),
        ("B", 0.223474407428),
        ("C", 0.135944477731),
        ("D", 0.137647152549),
        ("E", 0.150903162078),
        ("F", 0.037941107928),
    ];
    is(&solution, 0.005879221998081868, &weights);
    let at_a_return =
        problem().minimum_return(0.0022).solve(&Objective::MinimumAbsoluteDeviation).unwrap();
    let weights = [
        ("A", 0.187754022159),
        ("B", 0.160088247678),
        ("C", 0.221195561855),
        ("D", 0.169524198344),
        ("E", 0.178688373624),
        ("F", 0.08274959634),
    ];
    is(&at_a_return, 0.005952735641420328, &weights);
}

#[test]
fn least_worst_loss() {
    let solution = problem().solve(&Objective::MinimumWorstLoss).unwrap();
    let weights = [
        ("A", 0.239421973289),
        ("B", 0.31162004122),
        ("C", 0.101050984687),
        ("D", 0.093749306741),
        ("E", 0.05329167476),
        ("F", 0.200866019303),
    ];
    is(&solution, 0.013443368923032786, &weights);
    let at_a_return = problem().minimum_return(0.0022).solve(&Objective::MinimumWorstLoss).unwrap();
    let weights = [
        ("A", 0.197502022666),
        ("B", 0.288147322829),
        ("C", 0.156102834739),
        ("D", 0.089084856474),
        ("E", 0.041026400014),
        ("F", 0.228136563278),
    ];
    is(&at_a_return, 0.013827142356555196, &weights);
}

/// The figure is that of the weights, and none near them has a better one.
#[test]
fn figures_are_those_of_the_weights() {
    let worst = |w: &[f64]| {
        let returns = returns() * nalgebra::DVector::from_column_slice(w);
        -returns.min()
    };
    let solution = problem().solve(&Objective::MinimumWorstLoss).unwrap();
    assert!((worst(&solution.weights) - solution.objective).abs() < 1e-10);
    for i in 0..6 {
        for j in (0..6).filter(|j| *j != i) {
            let mut near = solution.weights.clone();
            near[i] += 1e-3;
            near[j] -= 1e-3;
            assert!(worst(&near) > solution.objective - 1e-10, "{i}, {j}");
        }
    }
}
