use crate::moments::problem;
use neuron_portfolio::{GroupMap, Limits, Objective, Problem};

/// The price of a limit is the slope of the optimum: central differences over the limit.
#[track_caller]
fn slope(at: f64, sign: f64, name: &str, solve: impl Fn(f64) -> (f64, Option<f64>)) {
    let step = 1e-4;
    let difference = sign * (solve(at + step).0 - solve(at - step).0) / (2.0 * step);
    let price = solve(at).1.unwrap_or_else(|| panic!("no multiplier of {name}"));
    assert!((price - difference).abs() < 1e-5 * (1.0 + difference.abs()), "{price} {difference}");
    assert!(price.abs() > 1e-4, "{name} does not bind");
}

fn ask(problem: Problem, objective: &Objective, name: &str) -> (f64, Option<f64>) {
    let solution = problem.solve(objective).expect("the problem has an optimum");
    (solution.objective, solution.improvement(name))
}

fn tech(limits: Limits) -> GroupMap {
    ["AAPL", "AMD", "MSFT"]
        .iter()
        .fold(GroupMap::new("sector"), |map, ticker| map.member(*ticker, "tech"))
        .limit("tech", limits)
}

#[test]
fn of_a_group_and_of_a_weight() {
    slope(0.2, 1.0, "a group", |at| {
        let problem = problem().groups(tech(Limits::at_most(at)));
        ask(problem, &Objective::MaximumSharpe, &format!("sector `tech` at most {at}"))
    });
    slope(0.1, 1.0, "a weight", |at| {
        let problem = problem().bounds(Limits::default()).asset_bounds("JNJ", Limits::at_most(at));
        ask(problem, &Objective::MinimumVolatility, &format!("weight of `JNJ` at most {at}"))
            .negated()
    });
}

/// A minimised figure, as one that is to rise.
trait Negated {
    fn negated(self) -> Self;
}

impl Negated for (f64, Option<f64>) {
    fn negated(self) -> Self {
        (-self.0, self.1)
    }
}

#[test]
fn of_targets() {
    // A higher target is a tighter limit.
    slope(0.18, -1.0, "the return", |at| {
        let name = format!("expected return at least {at}");
        ask(problem(), &Objective::EfficientReturn { target: at }, &name).negated()
    });
    slope(0.2, 1.0, "the volatility", |at| {
        let name = format!("volatility at most {at}");
        ask(problem(), &Objective::EfficientRisk { target: at }, &name)
    });
}

#[test]
fn of_the_budget() {
    slope(1.0, 1.0, "the budget", |at| {
        let problem = problem().budget(Limits::exactly(at));
        ask(problem, &Objective::MinimumVolatility, &format!("weights sum to exactly {at}"))
            .negated()
    });
}

#[test]
fn what_does_not_bind_has_no_price() {
    let solution =
        problem().groups(tech(Limits::at_most(0.9))).solve(&Objective::MaximumSharpe).unwrap();
    assert!(solution.improvement("sector `tech` at most 0.9").unwrap().abs() < 1e-9);
    assert!(solution.improvement("weight of `GE` at least 0").unwrap() > 1e-3);
}
