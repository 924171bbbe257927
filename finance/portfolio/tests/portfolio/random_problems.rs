//! Synthetic problems by a formula, of any scale and with any mix of limits.
use nalgebra::DMatrix;
use neuron_portfolio::{
    Constraints, GroupMap, Limits, Objective, PortfolioError, Problem, Trading, Uncertainty,
};

/// Numbers in 0…1 from Knuth's MMIX generator.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    fn chance(&mut self, of: f64) -> bool {
        self.next() < of
    }
}

fn draw(seed: u64) -> (Problem, Constraints, Vec<Objective>) {
    let mut draws = Draws(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let n = 2 + (draws.next() * 18.0) as usize;
    // Annual, daily, and in per cent.
    let scale = [1.0, 1.0 / 252.0, 100.0][(draws.next() * 3.0) as usize];
    let exposures = DMatrix::from_fn(n, 3, |_, _| draws.next() - 0.3);
    let mut covariance = &exposures * exposures.transpose() * (0.03 * scale);
    for i in 0..n {
        covariance[(i, i)] += (0.002 + 0.06 * draws.next()) * scale;
    }
    let covariance = (&covariance + covariance.transpose()) * 0.5;
    let returns: Vec<f64> = (0..n).map(|_| (0.02 + 0.1 * draws.next()) * scale).collect();
    let volatility = covariance.diagonal().map(f64::sqrt).mean();

    let mut limits = Constraints::default();
    let least = if draws.chance(0.4) { -draws.next() } else { 0.0 };
    limits.bounds = Limits::between(least, 0.1 + draws.next());
    limits.gross_exposure = draws.chance(0.3).then(|| 0.9 + draws.next());
    limits.short_exposure = draws.chance(0.2).then(|| 0.5 * draws.next());
    if draws.chance(0.4) {
        let mut map = GroupMap::new("third");
        for i in 0..n {
            map = map.member(format!("N{i}"), format!("{}", i % 3));
        }
        let low = 0.2 * draws.next();
        limits.groups = vec![
            map.limit("0", Limits::between(low, low + 0.5 * draws.next()))
                .limit("1", Limits::at_most(draws.next())),
        ];
    }
    if draws.chance(0.3) {
        limits.trading = Some(Trading {
            previous: (0..n).map(|i| (format!("N{i}"), 1.0 / n as f64)).collect(),
            maximum_turnover: Some(draws.next()),
            cost: 0.01 * scale * draws.next(),
            ..Trading::default()
        });
    }
    limits.maximum_volatility = draws.chance(0.2).then(|| volatility * (0.4 + draws.next()));
    let objectives = vec![
        Objective::MinimumVolatility,
        Objective::MaximumSharpe,
        Objective::Utility { risk_aversion: 0.5 + 10.0 * draws.next() },
        Objective::EfficientReturn { target: returns[0] * (0.5 + draws.next()) },
        Objective::EfficientRisk { target: volatility * (0.5 + draws.next()) },
        Objective::WorstCase {
            radius: 2.0 * draws.next(),
            shape: Uncertainty::Mean { observations: 30.0 },
            risk_aversion: draws.next(),
        },
    ];
    let problem = Problem::new((0..n).map(|i| format!("N{i}")))
        .expected_returns(returns)
        .covariance(covariance)
        .constraints(limits.clone());
    (problem, limits, objectives)
}

fn keeps(limits: &Constraints, solution: &neuron_portfolio::Solution) {
    let w = &solution.weights;
    let room = 1e-7;
    let sum: f64 = w.iter().sum();
    assert!((sum - 1.0).abs() < room);
    let Limits { min, max } = limits.bounds;
    assert!(w.iter().all(|w| (min - room..=max + room).contains(w)));
    let gross: f64 = w.iter().map(|w| w.abs()).sum();
    assert!(limits.gross_exposure.is_none_or(|most| gross <= most + room));
    assert!(limits.short_exposure.is_none_or(|most| gross - sum <= 2.0 * most + room));
    let volatility = solution.volatility.unwrap_or(f64::INFINITY);
    assert!(limits.maximum_volatility.is_none_or(|most| volatility <= most * (1.0 + room)));
    if let Some(trading) = &limits.trading {
        assert!(solution.turnover <= trading.maximum_turnover.map(|most| most + room));
    }
    for map in &limits.groups {
        for (group, limits) in &map.limits {
            let members =
                solution.names.iter().zip(w).filter(|(name, _)| map.members[*name] == *group);
            let sum: f64 = members.map(|(_, w)| w).sum();
            assert!(sum >= limits.min - room && sum <= limits.max + room);
        }
    }
}

#[test]
fn each_is_solved_or_its_conflict_named() {
    let (mut solved, mut infeasible) = (0, 0);
    for seed in 0..60 {
        let (problem, limits, objectives) = draw(seed);
        for objective in objectives {
            match problem.solve(&objective) {
                Ok(solution) => {
                    assert!(solution.kkt.largest() < 1e-8, "{seed} {:?}", solution.kkt);
                    keeps(&limits, &solution);
                    solved += 1;
                }
                Err(PortfolioError::Infeasible(conflict)) => {
                    assert!(!conflict.constraints.is_empty(), "{seed} {objective:?}");
                    infeasible += 1;
                }
                Err(error) => panic!("problem {seed}, {objective:?}: {error}"),
            }
        }
    }
    assert!(solved > 150 && infeasible > 40, "{solved} {infeasible}");
}
