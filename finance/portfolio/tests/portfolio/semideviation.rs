use crate::checks::is;
use crate::scenarios::problem;
use neuron_portfolio::Objective;

/// cvxpy 1.9.3, `Minimize(sum_squares(pos(-R @ w)) / T)`; Clarabel 0.11.1 and OSQP 1.1.3 agree.
#[test]
fn below_zero() {
    let solution = problem().solve(&Objective::MinimumSemideviation { target: 0.0 }).unwrap();
    let weights = [
        ("A", 0.186284888),
        ("B", 0.225673321),
        ("C", 0.154051956),
        ("D", 0.170235928),
        ("E", 0.154621291),
        ("F", 0.109132616),
    ];
    is(&solution, 0.003999186334172413, &weights);
}

/// cvxpy 1.9.3, as above with a target of 0.0005 and `R.mean(0) @ w >= 0.0022`.
#[test]
fn below_a_target_at_a_return() {
    let solution = problem()
        .minimum_return(0.0022)
        .solve(&Objective::MinimumSemideviation { target: 0.0005 })
        .unwrap();
    let weights = [
        ("A", 0.179191146),
        ("B", 0.224628579),
        ("C", 0.155296907),
        ("D", 0.171871229),
        ("E", 0.160140641),
        ("F", 0.108871498),
    ];
    is(&solution, 0.004253431378325044, &weights);
}
