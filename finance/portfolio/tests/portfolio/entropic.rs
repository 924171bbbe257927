//! References are cvxpy 1.9.3 with Clarabel at 1e-13 on the exponential and power cones of Cajas (2021,
//! 2023), written out: `ExpCone(L - t, z, u)` with `sum(u) <= z`, and `PowCone3D` for the other. SciPy
//! 1.17.1's SLSQP on the least `z ln(mean(exp(L / z)) / (1 - level))` gives the same figures.
use crate::checks::is;
use crate::scenarios::{problem, returns};
use neuron_portfolio::{
    Cardinality, Limits, Objective, PortfolioError, Problem, Trading, conditional_value_at_risk,
    entropic_value_at_risk, relativistic_value_at_risk,
};

const EVAR: Objective = Objective::MinimumEvar { level: 0.95 };
const RLVAR: Objective = Objective::MinimumRlvar { level: 0.95, deformation: 0.3 };

#[test]
fn least_entropic() {
    let solution = problem().solve(&EVAR).unwrap();
    let weights = [
        ("A", 0.202158783561),
        ("B", 0.294384635925),
        ("C", 0.153569594716),
        ("D", 0.103103111669),
        ("E", 0.076241155607),
        ("F", 0.170542718523),
    ];
    is(&solution, 0.01298384541067817, &weights);
    assert!(solution.kkt.largest() < 1e-11, "{:?}", solution.kkt);
}

#[test]
fn least_entropic_at_a_return() {
    let objective = Objective::MinimumEvar { level: 0.9 };
    let solution = problem().minimum_return(0.0022).solve(&objective).unwrap();
    let weights = [
        ("A", 0.179077191699),
        ("B", 0.268996266077),
        ("C", 0.157246054159),
        ("D", 0.126530213843),
        ("E", 0.101675418429),
        ("F", 0.166474855792),
    ];
    is(&solution, 0.011877807924212929, &weights);
    // What another unit of return costs, by looking again on both sides.
    let price = solution.improvement("expected return at least 0.0022").unwrap();
    let step = 1e-6;
    let at = |least: f64| problem().minimum_return(least).solve(&objective).unwrap().objective;
    let by_difference = (at(0.0022 + step) - at(0.0022 - step)) / (2.0 * step);
    assert!((price / by_difference - 1.0).abs() < 1e-4, "{price} {by_difference}");
}

#[test]
fn least_relativistic() {
    let solution = problem().solve(&RLVAR).unwrap();
    let weights = [
        ("A", 0.225029403937),
        ("B", 0.300236991609),
        ("C", 0.125690263555),
        ("D", 0.100410607251),
        ("E", 0.057421953655),
        ("F", 0.191210779993),
    ];
    is(&solution, 0.013186440115096842, &weights);
    let further = Objective::MinimumRlvar { level: 0.9, deformation: 0.6 };
    let solution = problem().solve(&further).unwrap();
    let weights = [
        ("A", 0.253057938781),
        ("B", 0.300043277344),
        ("C", 0.096306346978),
        ("D", 0.100602964911),
        ("E", 0.042979452247),
        ("F", 0.20701001974),
    ];
    is(&solution, 0.013338687011748417, &weights);
}

/// The tail's mean, the entropic one, the relativistic ones and the worst loss, in this order.
#[test]
fn figures_of_weights_are_ordered() {
    let (returns, w) = (returns(), [0.1, 0.2, 0.3, 0.2, 0.1, 0.1]);
    let conditional = conditional_value_at_risk(&returns, &w, 0.95).unwrap();
    let entropic = entropic_value_at_risk(&returns, &w, 0.95).unwrap();
    let relativistic = |k: f64| relativistic_value_at_risk(&returns, &w, 0.95, k).unwrap();
    let worst = -(&returns * nalgebra::DVector::from_column_slice(&w)).min();
    assert!(conditional < entropic);
    // SciPy 1.17.1, `minimize_scalar(bounded)` over `log z` of `z ln(mean(exp(L / z)) / 0.05)`.
    assert!((entropic / 0.014188464345629741 - 1.0).abs() < 1e-10, "{entropic}");
    // To within the square of the deformation.
    assert!((relativistic(0.01) / entropic - 1.0).abs() < 1e-3);
    let figures = [0.01, 0.1, 0.3, 0.5, 0.7, 0.8].map(relativistic);
    assert!(entropic < figures[0] && figures.is_sorted(), "{entropic} {figures:?}");
    assert!(figures[5] <= worst && figures[5] > 0.999 * worst, "{figures:?} {worst}");
}

/// Towards the worst loss, which a linear program minimises.
#[test]
fn a_great_deformation_is_nearly_the_worst_loss() {
    let worst = problem().solve(&Objective::MinimumWorstLoss).unwrap().objective;
    let mut before = problem().solve(&EVAR).unwrap().objective;
    for deformation in [0.05, 0.2, 0.4, 0.6, 0.7, 0.8] {
        let objective = Objective::MinimumRlvar { level: 0.95, deformation };
        let solution = problem().solve(&objective).unwrap();
        assert!(solution.kkt.largest() < 1e-8, "{deformation} {:?}", solution.kkt);
        assert!(before < solution.objective && solution.objective < worst + 1e-9);
        before = solution.objective;
    }
    assert!(before > 0.99 * worst, "{before} {worst}");
}

/// A normal loss has the entropic value at risk `−μ + σ √(−2 ln(1 − level))`; here its quantiles stand
/// for it, which lack the outermost tails.
#[test]
fn close_to_the_closed_form_of_a_normal_loss() {
    let count = 20_000;
    // Inverse normal distribution by bisection on its series' complement, good to 1e-12.
    let erf = |x: f64| {
        let (mut term, mut sum) = (x, x);
        for n in 1..120 {
            term *= -x * x / n as f64;
            sum += term / (2.0 * n as f64 + 1.0);
        }
        sum * 2.0 / std::f64::consts::PI.sqrt()
    };
    let quantile = |p: f64| {
        let (mut low, mut high) = (-4.5, 4.5);
        for _ in 0..60 {
            let middle: f64 = 0.5 * (low + high);
            if 0.5 * (1.0 + erf(middle / std::f64::consts::SQRT_2)) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    };
    let scenarios = nalgebra::DMatrix::from_fn(count, 1, |t, _| {
        0.001 + 0.01 * quantile((t as f64 + 0.5) / count as f64)
    });
    let found = entropic_value_at_risk(&scenarios, &[1.0], 0.95).unwrap();
    let closed = -0.001 + 0.01 * (-2.0 * 0.05_f64.ln()).sqrt();
    assert!(found < closed && found > 0.99 * closed, "{found} {closed}");
}

#[test]
fn each_has_a_frontier() {
    for risk in [EVAR, RLVAR, Objective::MinimumGini] {
        let points = problem().frontier_of(&risk, 5).unwrap();
        for pair in points.windows(2) {
            assert!(pair[0].expected_return < pair[1].expected_return, "{}", risk.measure());
            assert!(pair[0].objective <= pair[1].objective + 1e-9, "{}", risk.measure());
            assert!(pair[1].kkt.largest() < 1e-8, "{} {:?}", risk.measure(), pair[1].kkt);
        }
    }
}

/// The search over sets of assets takes the conic form; the best of all sets of three is found by
/// trying them.
#[test]
fn of_few_assets() {
    let found = problem().cardinality(Cardinality::at_most(3)).solve(&EVAR).unwrap();
    assert!(found.search.unwrap().proven && found.search.unwrap().held <= 3);
    let names = ["A", "B", "C", "D", "E", "F"];
    let mut best = f64::INFINITY;
    for set in (0..64_u32).filter(|set| set.count_ones() == 3) {
        let mut limited = problem();
        for (i, name) in names.iter().enumerate().filter(|(i, _)| set >> i & 1 == 0) {
            let _ = i;
            limited = limited.asset_bounds(*name, Limits::exactly(0.0));
        }
        best = best.min(limited.solve(&EVAR).unwrap().objective);
    }
    assert!((found.objective / best - 1.0).abs() < 1e-7, "{} {best}", found.objective);
    for risk in [RLVAR, Objective::MinimumGini] {
        let error = problem().cardinality(Cardinality::at_most(3)).solve(&risk).unwrap_err();
        assert!(matches!(error, PortfolioError::Unsupported { .. }), "{error}");
    }
}

#[test]
fn what_is_refused() {
    for level in [0.0, 1.0, f64::NAN] {
        let error = problem().solve(&Objective::MinimumEvar { level }).unwrap_err();
        assert!(matches!(error, PortfolioError::Range { .. }), "{error}");
    }
    let error = problem().solve(&Objective::MinimumEvar { level: 0.99 }).unwrap_err();
    assert!(matches!(error, PortfolioError::ShortTail { scenarios: 240, .. }), "{error}");
    for deformation in [0.0, 1.0, -0.3, f64::NAN] {
        let objective = Objective::MinimumRlvar { level: 0.9, deformation };
        let error = problem().solve(&objective).unwrap_err().to_string();
        assert!(error.contains("deformation") && error.contains("0.01 to 0.8"), "{error}");
    }
    for risk in [EVAR, RLVAR, Objective::MinimumGini] {
        let capped = problem().bounds(Limits::between(0.0, 0.1));
        let error = capped.solve(&risk).unwrap_err();
        assert!(matches!(error, PortfolioError::Infeasible(_)), "{error}");
        let blind = neuron_portfolio::Problem::new(["A", "B"])
            .covariance(nalgebra::DMatrix::identity(2, 2))
            .solve(&risk)
            .unwrap_err();
        assert!(matches!(blind, PortfolioError::Missing { missing: "scenarios", .. }), "{blind}");
    }
}

/// Weights that may grow without end, where a mixture only gains.
#[test]
fn a_sure_gain_has_no_least_risk() {
    let scenarios = nalgebra::DMatrix::from_fn(200, 2, |t, i| {
        if i == 0 {
            0.001 * (1 + t % 7) as f64
        } else {
            0.02 * ((t * 37 % 200) as f64 / 100.0 - 1.0)
        }
    });
    let free = neuron_portfolio::Problem::new(["gain", "noise"])
        .scenarios(scenarios)
        .budget(Limits::at_least(0.0));
    for risk in [EVAR, RLVAR] {
        let error = free.solve(&risk).unwrap_err();
        assert!(matches!(error, PortfolioError::Unbounded { .. }), "{error}");
    }
}

/// cvxpy 1.9.3 with Clarabel at 1e-12, `Maximize(R.mean(0) @ w)` with the entropic value at risk of level
/// 0.9 at most 0.0125; and what cannot be kept is named.
#[test]
fn greatest_return_at_an_entropic_value_at_risk() {
    let solution = problem().maximum_evar(0.9, 0.0125).solve(&Objective::MaximumReturn).unwrap();
    let weights = [
        ("A", 0.0404928655),
        ("B", 0.2229890327),
        ("C", 0.1857342786),
        ("D", 0.1650729685),
        ("E", 0.1525985262),
        ("F", 0.2331123285),
    ];
    is(&solution, 0.0025746099907239008, &weights);
    let found = entropic_value_at_risk(&returns(), &solution.weights, 0.9).unwrap();
    assert!((found / 0.0125 - 1.0).abs() < 1e-8, "{found}");
    assert!(solution.improvement("entropic value at risk 0.9 at most 0.0125").unwrap() > 0.0);
    let error = problem().maximum_evar(0.9, 0.005).solve(&Objective::MaximumReturn).unwrap_err();
    let PortfolioError::Infeasible(conflict) = error else { panic!("{error}") };
    assert_eq!(
        conflict.constraints,
        ["weights sum to exactly 1", "entropic value at risk 0.9 at most 0.005"]
    );
    let error = problem().maximum_evar(0.99, 0.02).solve(&Objective::MaximumReturn).unwrap_err();
    assert!(matches!(error, PortfolioError::ShortTail { .. }), "{error}");
}

/// With turnover, leverage, a volatility and a return, in daily, annual and per cent figures.
#[test]
fn under_many_limits_and_in_other_units() {
    for scale in [1.0, 252.0, 100.0] {
        let names = ["A", "B", "C", "D", "E", "F"];
        let trading = Trading {
            previous: names.map(|name| (name.to_owned(), 1.0 / 6.0)).into(),
            maximum_turnover: Some(0.5),
            cost: 1e-4 * scale,
            ..Trading::default()
        };
        let limited = Problem::new(names)
            .scenarios(returns() * scale)
            .bounds(Limits::between(-0.2, 0.5))
            .gross_exposure(1.3)
            .trading(trading)
            .maximum_volatility(0.0075 * scale)
            .minimum_return(0.0016 * scale);
        for risk in [EVAR, RLVAR, Objective::MinimumGini] {
            let solution = limited.solve(&risk).unwrap();
            assert!(solution.kkt.largest() < 1e-8, "{scale} {risk:?} {:?}", solution.kkt);
            assert!(solution.turnover.unwrap() < 0.5 + 1e-8, "{risk:?}");
            let net = solution.expected_return.unwrap() - solution.trading_cost;
            assert!(net > (0.0016 - 1e-9) * scale, "{risk:?}");
            let free = problem().bounds(Limits::between(-0.2, 0.5)).solve(&risk).unwrap();
            assert!(solution.objective >= free.objective * scale * (1.0 - 1e-9), "{risk:?}");
        }
    }
}

/// With sixty assets and 160 days the best portfolio makes so many days equally bad that the tail is
/// made of them alone: both risks are the worst loss, and the linear program's optimum is theirs.
#[test]
fn many_assets_and_few_days() {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state) / 4_294_967_296.0 - 0.5
    };
    let scenarios = nalgebra::DMatrix::from_fn(160, 60, |_, _| 0.02 * (next() + next() + next()));
    let many = Problem::new((0..60).map(|i| format!("N{i}"))).scenarios(scenarios);
    let worst = many.solve(&Objective::MinimumWorstLoss).unwrap().objective;
    let level = 0.93;
    for risk in
        [Objective::MinimumEvar { level }, Objective::MinimumRlvar { level, deformation: 0.3 }]
    {
        let solution = many.solve(&risk).unwrap();
        assert!(solution.kkt.largest() < 1e-9, "{risk:?} {:?}", solution.kkt);
        assert!((solution.objective - worst).abs() < 1e-10, "{} {worst}", solution.objective);
    }
}
