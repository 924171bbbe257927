use crate::checks::is;
use crate::scenarios::{problem, returns};
use nalgebra::{DMatrix, DVector};
use neuron_portfolio::{Limits, Objective, Problem};

/// The stake of Kelly's gambler: with even odds and a chance `p`, `2p − 1` of the wealth.
#[test]
fn the_gambler() {
    let bets = DMatrix::from_fn(10, 1, |t, _| if t < 6 { 1.0 } else { -1.0 });
    let solution = Problem::new(["bet"])
        .scenarios(bets)
        .budget(Limits::between(0.0, 1.0))
        .solve(&Objective::Kelly)
        .unwrap();
    let growth = 0.6 * 1.2_f64.ln() + 0.4 * 0.8_f64.ln();
    is(&solution, growth, &[("bet", 0.2)]);
}

/// NumPy 2.4.6, Newton's method on the four assets that cvxpy 1.9.3 holds for
/// `Maximize(sum(log(1 + R @ w)) / T)` with `sum(w) <= 20`.
#[test]
fn growth_with_borrowed_money() {
    let solution = problem().budget(Limits::between(0.0, 20.0)).solve(&Objective::Kelly).unwrap();
    let weights = [
        ("C", 2.0511752347296888),
        ("D", 6.198055461035867),
        ("E", 4.6971633103131625),
        ("F", 7.053605993921282),
    ];
    is(&solution, 0.043749096771081616, &weights);
    assert!(solution.kkt.largest() < 1e-12, "{:?}", solution.kkt);
    let price = solution.improvement("weights sum to at most 20").unwrap();
    assert!((price - 0.001331792826498448).abs() < 1e-10);
}

/// The gradient of the mean logarithm is the same for every asset held, and lower for the others.
#[test]
fn growth_at_a_limit_on_volatility() {
    let solution = problem()
        .budget(Limits::between(0.0, 20.0))
        .maximum_volatility(0.08)
        .solve(&Objective::Kelly)
        .unwrap();
    assert!((solution.volatility.unwrap() - 0.08).abs() < 1e-9);
    let returns = returns();
    let growth =
        |w: &DVector<f64>| (&returns * w).iter().map(|wealth| wealth.ln_1p()).sum::<f64>() / 240.0;
    // No other portfolio of the same volatility grows faster.
    let best = DVector::from(solution.weights.clone());
    let covariance = |w: &DVector<f64>| {
        let wealth = &returns * w;
        wealth.variance() * 240.0 / 239.0
    };
    for from in 0..6 {
        for to in 0..6 {
            let mut moved = best.clone();
            moved[from] = (moved[from] - 0.01).max(0.0);
            moved[to] += 0.01;
            moved *= (0.08 / covariance(&moved).sqrt()).min(1.0);
            assert!(growth(&moved) <= solution.objective + 1e-10);
        }
    }
}
