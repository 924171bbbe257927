//! References are SciPy 1.17.1's `linprog(method="highs")` on the linear program written out.
use crate::checks::is;
use crate::scenarios::{problem, returns};
use neuron_portfolio::{
    Objective, PortfolioError, conditional_drawdown_at_risk, conditional_value_at_risk,
};

#[test]
fn least_cvar() {
    let solution = problem().solve(&Objective::MinimumCvar { level: 0.95 }).unwrap();
    let weights = [
        ("A", 0.25077199456958144),
        ("B", 0.3033275325624783),
        ("C", 0.09176056977615539),
        ("D", 0.16195076172767398),
        ("E", 0.08679738377352571),
        ("F", 0.10539175759058515),
    ];
    is(&solution, 0.01209245835120596, &weights);
    // Mean and covariance come from the scenarios.
    let mean: f64 = (returns().row_mean() * nalgebra::DVector::from(solution.weights.clone()))[0];
    assert!((solution.expected_return.unwrap() - mean).abs() < 1e-15);
}

#[test]
fn least_cvar_where_the_tail_is_no_whole_number() {
    let solution = problem().solve(&Objective::MinimumCvar { level: 0.93 }).unwrap();
    let weights = [
        ("A", 0.23970745219755935),
        ("B", 0.29036262646223526),
        ("C", 0.10960931187950318),
        ("D", 0.17309719595928777),
        ("E", 0.08831144929155864),
        ("F", 0.09891196420985572),
    ];
    is(&solution, 0.01132472521148089, &weights);
}

#[test]
fn least_cvar_at_a_return() {
    let solution =
        problem().minimum_return(0.002).solve(&Objective::MinimumCvar { level: 0.9 }).unwrap();
    let weights = [
        ("A", 0.1615513346735553),
        ("B", 0.27271627121322795),
        ("C", 0.15351138249630458),
        ("D", 0.21475323047034378),
        ("E", 0.10674016792692628),
        ("F", 0.09072761321964211),
    ];
    is(&solution, 0.010426319986078918, &weights);
    assert!(solution.expected_return.unwrap() >= 0.002 - 1e-12);
}

#[test]
fn least_cdar() {
    let solution = problem().solve(&Objective::MinimumCdar { level: 0.95 }).unwrap();
    let weights = [
        ("A", 0.059134103072653384),
        ("B", 0.23417836991802912),
        ("C", 0.11804526305365494),
        ("D", 0.2748975708827666),
        ("E", 0.11270037717096251),
        ("F", 0.20104431590193356),
    ];
    is(&solution, 0.025190554497982583, &weights);
}

#[test]
fn least_cdar_at_a_return() {
    let solution =
        problem().minimum_return(0.002).solve(&Objective::MinimumCdar { level: 0.9 }).unwrap();
    let weights = [
        ("A", 0.017786718682284056),
        ("B", 0.2271802434106882),
        ("C", 0.12571856280775792),
        ("D", 0.291155483160393),
        ("E", 0.13296188763545483),
        ("F", 0.20519710430342203),
    ];
    is(&solution, 0.022503197171992447, &weights);
}

/// Any other weights are worse, by the plain definition.
#[test]
fn the_optimum_is_below_its_neighbours() {
    let scenarios = returns();
    let least = problem().solve(&Objective::MinimumCvar { level: 0.95 }).unwrap();
    let calm = problem().solve(&Objective::MinimumCdar { level: 0.95 }).unwrap();
    for from in 0..6 {
        for to in 0..6 {
            let mut moved = least.weights.clone();
            moved[from] -= 1e-3;
            moved[to] += 1e-3;
            let cvar = conditional_value_at_risk(&scenarios, &moved, 0.95).unwrap();
            assert!(cvar >= least.objective - 1e-12);
            let mut moved = calm.weights.clone();
            moved[from] -= 1e-3;
            moved[to] += 1e-3;
            let cdar = conditional_drawdown_at_risk(&scenarios, &moved, 0.95).unwrap();
            assert!(cdar >= calm.objective - 1e-12);
        }
    }
}

#[test]
fn a_level_has_to_leave_a_tail() {
    for level in [0.0, 1.0, -0.1, 1.5, f64::NAN] {
        let error = problem().solve(&Objective::MinimumCvar { level }).unwrap_err();
        assert!(matches!(error, PortfolioError::Range { .. }), "{error}");
    }
    let error = problem().solve(&Objective::MinimumCdar { level: 0.96 }).unwrap_err();
    assert!(matches!(error, PortfolioError::ShortTail { scenarios: 240, .. }), "{error}");
    assert!(error.to_string().contains("9.6 of 240"), "{error}");
}

/// `linprog`'s program with the tail as a limit: cvxpy 1.9.3 by HiGHS 1.15.1, `Maximize(R.mean(0) @ w)`
/// with `a + sum(u) / (0.1 * T) <= 0.0105`.
#[test]
fn greatest_return_at_a_cvar() {
    let solution = problem().maximum_cvar(0.9, 0.0105).solve(&Objective::MaximumReturn).unwrap();
    let weights = [
        ("A", 0.1487964193876038),
        ("B", 0.24874945422525377),
        ("C", 0.12969176902297883),
        ("D", 0.2165307434045176),
        ("E", 0.1260068803770909),
        ("F", 0.13022473358255515),
    ];
    is(&solution, 0.0022669521988724186, &weights);
    let cvar = conditional_value_at_risk(&returns(), &solution.weights, 0.9).unwrap();
    assert!((cvar - 0.0105).abs() < 1e-10);
    // The price of the limit, by the greatest returns on both sides of it.
    let at = |most: f64| {
        problem().maximum_cvar(0.9, most).solve(&Objective::MaximumReturn).unwrap().objective
    };
    let slope = (at(0.0105 + 1e-6) - at(0.0105 - 1e-6)) / 2e-6;
    let price = solution.improvement("conditional value at risk 0.9 at most 0.0105").unwrap();
    assert!((price / slope - 1.0).abs() < 1e-3, "{price} {slope}");
}

#[test]
fn a_cvar_out_of_reach_is_a_conflict() {
    let error = problem().maximum_cvar(0.9, 0.005).solve(&Objective::MaximumSharpe).unwrap_err();
    let PortfolioError::Infeasible(conflict) = error else { panic!("{error}") };
    assert!(conflict.constraints.contains(&"conditional value at risk 0.9 at most 0.005".into()));
    assert!(conflict.smallest);
}
