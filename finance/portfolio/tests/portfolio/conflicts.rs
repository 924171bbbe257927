use crate::moments::problem;
use neuron_portfolio::{
    Conflict, Constraints, GroupMap, Limits, LinearConstraint, Objective, PortfolioError, Problem,
};

fn conflict(problem: &Problem, objective: &Objective) -> Conflict {
    match problem.solve(objective) {
        Err(PortfolioError::Infeasible(conflict)) => conflict,
        other => panic!("expected a conflict, found {other:?}"),
    }
}

#[test]
fn caps_below_the_budget() {
    let problem = problem().bounds(Limits::between(0.0, 0.04));
    for objective in [
        Objective::MinimumVolatility,
        Objective::MaximumSharpe,
        Objective::EfficientRisk { target: 0.3 },
    ] {
        let conflict = conflict(&problem, &objective);
        assert_eq!(conflict.constraints, ["weights sum to exactly 1", "every weight at most 0.04"]);
        assert!(conflict.smallest);
    }
}

#[test]
fn targets_out_of_reach() {
    let found = conflict(&problem(), &Objective::EfficientReturn { target: 0.3 });
    assert_eq!(
        found.constraints,
        ["weights sum to exactly 1", "every weight at least 0", "expected return at least 0.3"]
    );
    let found = conflict(&problem(), &Objective::EfficientRisk { target: 0.1 });
    // Short positions would not bring it down to that either.
    assert_eq!(found.constraints, ["weights sum to exactly 1", "volatility at most 0.1"]);
    assert!(found.smallest);
}

/// Two maps at once and bounds of single assets, most of them innocent. Whoever leaves out any of
/// the constraints named gets a portfolio.
#[test]
fn leaving_out_any_one_resolves_it() {
    let mut sectors = GroupMap::new("sector")
        .limit("tech", Limits::at_least(0.5))
        .limit("health", Limits::between(0.1, 0.4))
        .limit("energy", Limits::at_most(0.3));
    for (tickers, sector) in [
        (&["AAPL", "AMD", "MSFT"][..], "tech"),
        (&["JNJ", "LLY", "MRK", "PFE", "UNH"], "health"),
        (&["CVX", "XOM", "RRC"], "energy"),
    ] {
        for ticker in tickers {
            sectors = sectors.member(*ticker, sector);
        }
    }
    let coasts = GroupMap::new("coast")
        .member("AAPL", "west")
        .member("AMD", "west")
        .member("MSFT", "north-west")
        .limit("west", Limits::at_most(0.25))
        .limit("north-west", Limits::at_most(0.2));
    let mut constraints = Constraints { groups: vec![sectors, coasts], ..Constraints::default() };
    constraints.bounds = Limits::between(0.0, 0.3);
    constraints.asset_bounds.insert("KO".into(), Limits::between(0.01, 0.2));
    constraints.minimum_return = Some(0.12);
    let whole = problem().constraints(constraints.clone());
    let found = conflict(&whole, &Objective::MinimumVolatility);
    assert_eq!(
        found.constraints,
        [
            "sector `tech` at least 0.5",
            "coast `north-west` at most 0.2",
            "coast `west` at most 0.25"
        ]
    );
    assert!(found.smallest);

    let mut without = Vec::new();
    let mut c = constraints.clone();
    c.groups[0].limits.remove("tech");
    without.push(c);
    for coast in ["west", "north-west"] {
        let mut c = constraints.clone();
        c.groups[1].limits.remove(coast);
        without.push(c);
    }
    for c in without {
        problem().constraints(c).solve(&Objective::MinimumVolatility).unwrap();
    }
}

/// The first conflict that a deletion filter runs into has three members, another has two.
#[test]
fn the_smallest_of_several_is_named() {
    let line = |name: &str, tickers: &[&str], limits| LinearConstraint {
        name: name.into(),
        coefficients: tickers.iter().map(|ticker| ((*ticker).to_owned(), 1.0)).collect(),
        limits,
    };
    let problem = problem()
        .linear(line("a", &["AAPL"], Limits::at_most(0.1)))
        .linear(line("b", &["AMD"], Limits::at_most(0.1)))
        .linear(line("a and b", &["AAPL", "AMD"], Limits::at_least(0.3)))
        .linear(line("c", &["JNJ"], Limits::at_least(0.2)))
        .linear(line("not c", &["JNJ"], Limits::at_most(0.1)));
    let found = conflict(&problem, &Objective::MinimumVolatility);
    assert_eq!(found.constraints, ["`c` at least 0.2", "`not c` at most 0.1"]);
    assert!(found.smallest);
}

/// Bounds of single assets that only repeat those of all go by the common name.
#[test]
fn two_of_two_hundred_bounds_matter() {
    let names: Vec<String> = (0..200).map(|i| format!("N{i}")).collect();
    let mut problem = Problem::new(names.clone()).covariance(nalgebra::DMatrix::identity(200, 200));
    for name in &names {
        problem = problem.asset_bounds(name.clone(), Limits::between(0.0, 0.5));
    }
    let problem = problem
        .asset_bounds("N7", Limits::at_least(0.7))
        .asset_bounds("N90", Limits::at_least(0.6));
    let found = conflict(&problem, &Objective::MinimumVolatility);
    assert_eq!(
        found.constraints,
        [
            "weights sum to exactly 1",
            "every weight at least 0",
            "weight of `N7` at least 0.7",
            "weight of `N90` at least 0.6"
        ]
    );
}

#[test]
fn a_problem_can_be_asked_beforehand() {
    assert_eq!(problem().conflict().unwrap(), None);
    let tight = problem().minimum_return(0.3).conflict().unwrap().unwrap();
    assert_eq!(tight.constraints.len(), 3);
}
