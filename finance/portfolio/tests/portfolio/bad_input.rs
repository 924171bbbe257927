use crate::moments::{NAMES, RETURNS, covariance, problem};
use crate::scenarios;
use nalgebra::DMatrix;
use neuron_portfolio::{
    Cardinality, GroupMap, Limits, Objective, PortfolioError, Problem, Trading,
};

fn two() -> Problem {
    Problem::new(["A", "B"]).expected_returns([0.05, 0.1]).covariance(DMatrix::from_row_slice(
        2,
        2,
        &[0.04, 0.01, 0.01, 0.09],
    ))
}

/// One line without a full stop, in which the words occur.
#[track_caller]
fn says(problem: &Problem, objective: &Objective, words: &[&str]) -> PortfolioError {
    let error = problem.solve(objective).expect_err("this has to be refused");
    let line = error.to_string();
    assert!(!line.contains('\n') && !line.ends_with('.'), "{line}");
    for word in words {
        assert!(line.contains(word), "`{word}` is not in: {line}");
    }
    error
}

const VOLATILITY: Objective = Objective::MinimumVolatility;

#[test]
fn names() {
    says(&Problem::new(Vec::<String>::new()), &VOLATILITY, &["no assets"]);
    says(&Problem::new(["A", "B", "A"]), &VOLATILITY, &["`A`", "0 and 2"]);
}

#[test]
fn sizes() {
    says(&two().expected_returns([0.1]), &VOLATILITY, &["expected returns", "1×1", "2×1"]);
    says(&two().covariance(covariance()), &VOLATILITY, &["covariance", "20×20", "2×2"]);
    says(&two().scenarios(scenarios::returns()), &VOLATILITY, &["scenarios", "240×6", "240×2"]);
}

#[test]
fn numbers_that_are_none() {
    says(&two().expected_returns([0.1, f64::NAN]), &VOLATILITY, &["expected return of `B`", "NaN"]);
    let holed = DMatrix::from_row_slice(2, 2, &[0.04, f64::INFINITY, f64::INFINITY, 0.09]);
    says(&two().covariance(holed), &VOLATILITY, &["`A` and `B`", "inf"]);
    let mut returns = scenarios::returns();
    returns[(17, 2)] = f64::NAN;
    let problem = scenarios::problem().scenarios(returns);
    says(&problem, &VOLATILITY, &["`C`", "scenario 17"]);
    says(&two().risk_free(f64::NAN), &VOLATILITY, &["risk-free"]);
    says(&two().minimum_return(f64::INFINITY), &VOLATILITY, &["minimum return"]);
}

#[test]
fn what_is_missing() {
    let bare = Problem::new(["A", "B"]);
    says(&bare, &VOLATILITY, &["volatility needs a covariance"]);
    let risk_only =
        bare.clone().covariance(DMatrix::from_row_slice(2, 2, &[0.04, 0.01, 0.01, 0.09]));
    says(&risk_only, &Objective::MaximumSharpe, &["Sharpe ratio needs expected returns"]);
    says(&two(), &Objective::MinimumCvar { level: 0.9 }, &["needs scenarios"]);
    says(&two(), &Objective::Kelly, &["needs scenarios"]);
    says(&two(), &Objective::MinimumTrackingError, &["needs weights of the benchmark"]);
}

#[test]
fn covariances_that_are_none() {
    says(
        &two().covariance(DMatrix::from_row_slice(2, 2, &[0.04, 0.01, 0.02, 0.09])),
        &VOLATILITY,
        &["`A` and `B`", "0.01 one way", "0.02"],
    );
    says(
        &two().covariance(DMatrix::from_row_slice(2, 2, &[0.04, 0.1, 0.1, 0.09])),
        &VOLATILITY,
        &["not positive semidefinite", "smallest eigenvalue", "at a distance of"],
    );
    says(
        &two().covariance(DMatrix::from_row_slice(2, 2, &[0.0, 0.0, 0.0, 0.09])),
        &VOLATILITY,
        &["`A` has zero variance"],
    );
    says(
        &two().covariance(DMatrix::from_row_slice(2, 2, &[0.04, 0.04, 0.04, 0.04])),
        &VOLATILITY,
        &["`A` and `B` have the same returns"],
    );
}

#[test]
fn tickers_and_groups_that_are_not_there() {
    let limits = Limits::at_most(0.5);
    says(&problem().asset_bounds("appl", limits), &VOLATILITY, &["`appl`", "did you mean `AAPL`?"]);
    let map = GroupMap::new("sector").member("ZZZZ", "tech").limit("tech", limits);
    says(&problem().groups(map), &VOLATILITY, &["sector `tech`", "`ZZZZ`", "20 assets"]);
    let map = GroupMap::new("sector").member("AAPL", "tech").limit("teck", limits);
    says(&problem().groups(map), &VOLATILITY, &["sector `teck`", "no members", "`tech`"]);
    let trading = Trading { previous: [("X".to_owned(), 0.1)].into(), ..Trading::default() };
    says(&problem().trading(trading), &VOLATILITY, &["previous weights", "`X`"]);
    says(&problem().benchmark([("X", 1.0)]), &VOLATILITY, &["benchmark", "`X`"]);
}

#[test]
fn limits_the_wrong_way_round() {
    let wrong = Limits::between(0.4, 0.2);
    says(&two().bounds(wrong), &VOLATILITY, &["every asset", "0.4", "0.2"]);
    says(&two().asset_bounds("B", wrong), &VOLATILITY, &["bounds of `B`", "0.4"]);
    says(&two().budget(wrong), &VOLATILITY, &["sum of weights", "0.4"]);
    let map = GroupMap::new("sector").member("A", "tech").limit("tech", wrong);
    let error = says(&two().groups(map), &VOLATILITY, &["sector `tech`", "minimum 0.4"]);
    assert!(matches!(error, PortfolioError::MinAboveMax { .. }));
    says(&two().bounds(Limits::at_least(f64::NAN)), &VOLATILITY, &["minimum is NaN"]);
}

#[test]
fn settings_out_of_range() {
    says(&two().gross_exposure(-1.0), &VOLATILITY, &["gross exposure", "-1"]);
    says(&two().maximum_volatility(f64::NAN), &VOLATILITY, &["maximum volatility", "NaN"]);
    let trading = Trading { cost: -0.1, ..Trading::default() };
    says(&two().trading(trading), &VOLATILITY, &["trading cost of `A`", "-0.1"]);
    says(&two(), &Objective::Utility { risk_aversion: 0.0 }, &["risk aversion is 0"]);
    says(&two().cardinality(Cardinality::at_most(0)), &VOLATILITY, &["assets held is 0"]);
    says(&two().cardinality(Cardinality::at_most(3)), &VOLATILITY, &["assets held is 3"]);
    let short = two()
        .bounds(Limits::between(-1.0, 1.0))
        .cardinality(Cardinality::at_most(1).minimum_weight(0.1));
    says(&short, &VOLATILITY, &["minimum weight", "short"]);
}

#[test]
fn no_return_above_the_risk_free_rate() {
    let error = says(
        &problem().risk_free(0.3),
        &Objective::MaximumSharpe,
        &["risk-free rate 0.3", "`UNH`", "0.25278"],
    );
    assert!(matches!(error, PortfolioError::AllBelowRiskFree { .. }));
    // Some asset is above it, but no portfolio that the caps allow.
    let error = says(
        &problem().risk_free(0.22).bounds(Limits::between(0.0, 0.1)),
        &Objective::MaximumSharpe,
        &["constraints allow", "0.22"],
    );
    let PortfolioError::NoExcessReturn { best, .. } = error else { panic!("{error}") };
    // A tenth in each of the ten best.
    let mut returns = RETURNS;
    returns.sort_by(|a, b| b.total_cmp(a));
    assert!((best - returns[..10].iter().sum::<f64>() / 10.0).abs() < 1e-9);
}

#[test]
fn optima_at_infinity() {
    let free = two().bounds(Limits::default());
    says(&free, &Objective::MaximumReturn, &["no optimum", "gross exposure"]);
    assert_eq!(NAMES.len(), RETURNS.len());
}
