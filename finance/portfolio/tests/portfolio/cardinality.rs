use crate::moments::{NAMES, RETURNS, covariance, problem};
use neuron_portfolio::{Cardinality, Limits, Objective, PortfolioError, Problem, RiskModel};

/// The objective with only the assets of a set.
fn alone(set: &[usize], objective: &Objective, limits: Limits) -> f64 {
    let sigma = covariance();
    Problem::new(set.iter().map(|&i| NAMES[i]))
        .expected_returns(set.iter().map(|&i| RETURNS[i]).collect::<Vec<f64>>())
        .covariance(nalgebra::DMatrix::from_fn(set.len(), set.len(), |i, j| {
            sigma[(set[i], set[j])]
        }))
        .risk_free(0.02)
        .bounds(limits)
        .solve(objective)
        .map_or(f64::NAN, |solution| solution.objective)
}

/// All 1140 sets of 3 of 20 assets, each solved for itself.
#[test]
fn three_assets_by_enumeration() {
    let limits = Limits::between(-0.5, 1.0);
    for (objective, sign) in [(Objective::MinimumVolatility, 1.0), (Objective::MaximumSharpe, -1.0)]
    {
        let mut best = (f64::INFINITY, [0; 3]);
        for a in 0..20 {
            for b in a + 1..20 {
                for c in b + 1..20 {
                    let value = sign * alone(&[a, b, c], &objective, limits);
                    if value < best.0 {
                        best = (value, [a, b, c]);
                    }
                }
            }
        }
        let solution = problem()
            .bounds(limits)
            .cardinality(Cardinality::at_most(3))
            .solve(&objective)
            .unwrap();
        assert!((sign * solution.objective - best.0).abs() < 1e-9);
        for (asset, weight) in solution.weights.iter().enumerate() {
            assert_eq!(*weight != 0.0, best.1.contains(&asset));
        }
    }
}

/// All 263,949 sets of at most 8 of 20 in closed form (NumPy 2.4.6, `numpy.linalg.solve` for each set,
/// those without negative weights): the least volatility and the greatest Sharpe ratio.
#[test]
fn eight_of_twenty() {
    for (objective, value, held) in [
        (
            Objective::MinimumVolatility,
            0.16043178901876176,
            ["AAPL", "CVX", "JNJ", "KO", "PEP", "PG", "WMT", "XOM"],
        ),
        (
            Objective::MaximumSharpe,
            0.8441373176212315,
            ["AAPL", "BBY", "HD", "JNJ", "MSFT", "PEP", "PG", "UNH"],
        ),
    ] {
        let solution = problem().cardinality(Cardinality::at_most(8)).solve(&objective).unwrap();
        assert!((solution.objective / value - 1.0).abs() < 1e-10);
        let names: Vec<&str> = NAMES
            .into_iter()
            .filter(|name| solution.weight(name).is_some_and(|weight| weight != 0.0))
            .collect();
        assert_eq!(names, held);
        let search = solution.search.unwrap();
        assert!(search.proven && search.gap < 1e-9 && search.held == 8);
        assert!(solution.kkt.largest() < 1e-9);
    }
}

/// Fewer, by the same enumeration.
#[test]
fn five_of_twenty() {
    let solution =
        problem().cardinality(Cardinality::at_most(5)).solve(&Objective::MaximumSharpe).unwrap();
    assert!((solution.objective / 0.8341085506180602 - 1.0).abs() < 1e-10);
}

/// All sets of 4 of 8 assets, each of them held with 15 % or not at all.
#[test]
fn a_minimum_weight_by_enumeration() {
    let first: Vec<usize> = (0..8).collect();
    let sigma = covariance();
    let few = Problem::new(first.iter().map(|&i| NAMES[i])).covariance(nalgebra::DMatrix::from_fn(
        8,
        8,
        |i, j| sigma[(i, j)],
    ));
    let mut best = f64::INFINITY;
    for mask in 1_u32..256 {
        let set: Vec<usize> = first.iter().copied().filter(|i| mask >> i & 1 == 1).collect();
        if set.len() <= 4 {
            let value = alone(&set, &Objective::MinimumVolatility, Limits::between(0.15, 1.0));
            best = best.min(value);
        }
    }
    let solution = few
        .cardinality(Cardinality::at_most(4).minimum_weight(0.15))
        .solve(&Objective::MinimumVolatility)
        .unwrap();
    assert!((solution.objective - best).abs() < 1e-10, "{} {best}", solution.objective);
    assert!(solution.weights.iter().all(|&w| w == 0.0 || w > 0.15 - 1e-9));
}

#[test]
fn a_search_cut_short_says_what_is_left() {
    let cardinality = Cardinality { maximum_nodes: 5, ..Cardinality::at_most(3) };
    let solution = problem().cardinality(cardinality).solve(&Objective::MinimumVolatility).unwrap();
    let search = solution.search.unwrap();
    assert!(!search.proven && search.gap > 1e-6);
    // The true optimum lies between.
    assert!(search.bound < 0.17259777 && solution.objective >= 0.172597769);
    assert_eq!(solution.warnings.len(), 1);
}

#[test]
fn no_set_may_be_large_enough() {
    // Three weights of at most 0.3 cannot sum to 1: the relaxation knows.
    let error = problem()
        .bounds(Limits::between(0.0, 0.3))
        .cardinality(Cardinality::at_most(3))
        .solve(&Objective::MinimumVolatility)
        .unwrap_err();
    let PortfolioError::Infeasible(conflict) = error else { panic!("{error}") };
    assert_eq!(conflict.constraints, ["weights sum to exactly 1", "at most 3 assets held"]);
    // Two of three assets: each pair misses the third's least weight, which no relaxation sees.
    let error = Problem::new(["A", "B", "C"])
        .covariance(nalgebra::DMatrix::identity(3, 3))
        .bounds(Limits::between(0.2, 1.0))
        .cardinality(Cardinality::at_most(2))
        .solve(&Objective::MinimumVolatility)
        .unwrap_err();
    assert!(matches!(error, PortfolioError::NoSet { at_most: 2, .. }), "{error}");
}

/// Twelve of sixty with short positions: 1.4e12 sets. The two forms of the same risk take different
/// parts out of it for their bounds, and have to prove the same portfolio.
#[test]
fn twelve_of_sixty_are_proven() {
    let (exposures, covariance, specific, returns) = crate::factors::model();
    let mut full = &exposures * &covariance * exposures.transpose();
    for (i, d) in specific.iter().enumerate() {
        full[(i, i)] += d;
    }
    let base = Problem::new((0..60).map(|i| format!("N{i}")))
        .expected_returns(returns)
        .bounds(Limits::between(-0.3, 0.3))
        .cardinality(Cardinality::at_most(12));
    for objective in [Objective::MinimumVolatility, Objective::MaximumSharpe] {
        let by_matrix = base.clone().covariance((&full + full.transpose()) * 0.5);
        let by_factors = base.clone().risk_model(RiskModel::Factors {
            exposures: exposures.clone(),
            covariance: covariance.clone(),
            specific: specific.clone(),
        });
        let a = by_matrix.solve(&objective).unwrap();
        let b = by_factors.solve(&objective).unwrap();
        assert!((a.objective / b.objective - 1.0).abs() < 1e-9);
        for solution in [a, b] {
            let search = solution.search.unwrap();
            assert!(search.proven && search.held == 12 && search.gap < 1e-8, "{search:?}");
        }
    }
}
