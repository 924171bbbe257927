use crate::peers::{numbers, value};
use neuron_covariance::allocation::{
    Allocation, AllocationMethod, ExactAllocation, Target, exact, greedy, long_short,
};
use serde_json::Value;

fn target(case: &Value) -> Target {
    let (weights, prices) = (numbers(&case["weights"]), numbers(&case["prices"]));
    let names = (0..weights.len()).map(|i| format!("S{i}")).collect();
    Target::new(names, weights, prices, 10_000.0).unwrap()
}

fn shares(result: &Allocation) -> Vec<f64> {
    result.orders.iter().map(|o| o.shares as f64).collect()
}

/// pypfopt 1.6.0: `DiscreteAllocation(weights, prices, 10000).greedy_portfolio()`.
#[test]
fn greedy_shares_are_those_of_pyportfolioopt() {
    for case in value("allocation").as_array().unwrap() {
        let found = greedy(&target(case));
        assert_eq!(shares(&found), numbers(&case["greedy"]));
        assert!((found.leftover - case["leftover"].as_f64().unwrap()).abs() < 1e-9);
    }
}

/// pypfopt 1.6.0: `DiscreteAllocation(weights, prices, 10000).lp_portfolio(solver="HIGHS")`, whose
/// objective is twice the shortfall where weights sum to one.
#[test]
fn exact_shares_are_as_good_as_those_of_pyportfolioopt() {
    let mut better_than_greedy = 0;
    for case in value("allocation").as_array().unwrap() {
        let target = target(case);
        let found = exact(&target, 1_000_000);
        let objective = case["objective"].as_f64().unwrap();
        assert!(
            (2.0 * found.allocation.shortfall - objective).abs() < 1e-4,
            "{} against {objective}, gap {}",
            2.0 * found.allocation.shortfall,
            found.gap
        );
        assert_eq!(found.gap, 0.0, "{} nodes", found.nodes);
        assert!(found.allocation.leftover >= 0.0);
        better_than_greedy +=
            usize::from(found.allocation.shortfall < greedy(&target).shortfall - 1e-6);
    }
    assert!(better_than_greedy >= 6, "{better_than_greedy} of 12");
}

/// All numbers of shares up to one above the target, one by one.
fn least_shortfall(target: &Target) -> f64 {
    let (weights, prices, value) = (target.weights(), target.prices(), target.value());
    let most: Vec<u64> =
        weights.iter().zip(prices).map(|(w, p)| (w * value / p).ceil() as u64).collect();
    let mut shares = vec![0_u64; weights.len()];
    let mut least = f64::INFINITY;
    loop {
        let costs: Vec<f64> = shares.iter().zip(prices).map(|(s, p)| *s as f64 * p).collect();
        if costs.iter().sum::<f64>() <= value {
            let shortfall =
                costs.iter().zip(weights).map(|(c, w)| (w * value - c).max(0.0)).sum::<f64>();
            least = least.min(shortfall);
        }
        let Some(next) = (0..shares.len()).find(|&i| shares[i] < most[i]) else { return least };
        shares[next] += 1;
        shares[..next].fill(0);
    }
}

#[test]
fn exact_shares_are_the_best_of_all() {
    let mut draws = crate::data::Uniforms::new(23);
    for case in 0..40 {
        let count = 2 + case % 4;
        let raw: Vec<f64> = (0..count).map(|_| draws.draw()).collect();
        let sum: f64 = raw.iter().sum::<f64>() * if case % 3 == 0 { 1.25 } else { 1.0 };
        let prices: Vec<f64> = (0..count).map(|_| (5.0 + 60.0 * draws.draw()).round()).collect();
        let names = (0..count).map(|i| i.to_string()).collect();
        let weights = raw.iter().map(|r| r / sum).collect();
        let target = Target::new(names, weights, prices, 400.0).unwrap();
        let found = exact(&target, 1_000_000);
        let least = least_shortfall(&target);
        assert!((found.allocation.shortfall - least).abs() < 1e-6, "case {case}");
        assert_eq!(found.gap, 0.0);
    }
}

#[test]
fn a_search_that_is_cut_short_states_its_gap() {
    let case = &value("allocation").as_array().unwrap()[11];
    let best = exact(&target(case), 1_000_000);
    let ExactAllocation { allocation, lower_bound, gap, nodes } = exact(&target(case), 3);
    assert_eq!(nodes, 3);
    assert!(gap > 0.0 && (allocation.shortfall - lower_bound - gap).abs() < 1e-12);
    assert!(lower_bound <= best.allocation.shortfall + 1e-9);
    assert!(allocation.shortfall >= best.allocation.shortfall - 1e-9);
}

#[test]
fn what_fits_without_a_rest_is_bought_as_wanted() {
    let names = vec!["A".to_string(), "B".to_string()];
    let target = Target::new(names, vec![0.6, 0.4], vec![30.0, 20.0], 600.0).unwrap();
    for found in [greedy(&target), exact(&target, 100).allocation] {
        assert_eq!(shares(&found), [12.0, 12.0]);
        assert_eq!(
            (found.leftover, found.shortfall, found.root_mean_square_error),
            (0.0, 0.0, 0.0)
        );
    }
}

#[test]
fn weights_below_one_leave_cash() {
    let names = vec!["A".to_string(), "B".to_string()];
    let target = Target::new(names, vec![0.3, 0.2], vec![30.0, 20.0], 600.0).unwrap();
    let found = exact(&target, 100);
    assert_eq!(shares(&found.allocation), [6.0, 6.0]);
    assert_eq!((found.allocation.leftover, found.gap), (300.0, 0.0));
}

/// pypfopt 1.6.0: `DiscreteAllocation(weights, prices, 10000).greedy_portfolio(reinvest=…)` with
/// weights of both signs.
#[test]
fn both_sides_are_those_of_pyportfolioopt() {
    for (case, reinvest) in value("long_short").as_array().unwrap().iter().zip([false, true]) {
        let (weights, prices) = (numbers(&case["weights"]), numbers(&case["prices"]));
        let names: Vec<String> = (0..weights.len()).map(|i| format!("S{i}")).collect();
        let greedy = AllocationMethod::Greedy;
        let found = long_short(&names, &weights, &prices, 10_000.0, reinvest, greedy).unwrap();
        let mut shares = vec![0.0; weights.len()];
        for (side, sign) in [(&found.long, 1.0), (&found.short, -1.0)] {
            for order in &side.as_ref().unwrap().orders {
                let i = names.iter().position(|n| *n == order.name).unwrap();
                shares[i] = sign * order.shares as f64;
            }
        }
        assert_eq!(shares, numbers(&case["shares"]));
        assert!((found.leftover - case["leftover"].as_f64().unwrap()).abs() < 1e-9);
        let exact = AllocationMethod::Exact { node_limit: 100_000 };
        let best = long_short(&names, &weights, &prices, 10_000.0, reinvest, exact).unwrap();
        assert_eq!(best.gap, Some(0.0));
        let shortfall = |a: &Option<Allocation>| a.as_ref().map_or(0.0, |a| a.shortfall);
        assert!(shortfall(&best.long) <= shortfall(&found.long) + 1e-9);
        assert!(shortfall(&best.short) <= shortfall(&found.short) + 1e-9);
    }
}
