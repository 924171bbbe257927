use crate::moments::{NAMES, problem};
use neuron_portfolio::{Constraints, GroupMap, Limits, LinearConstraint, Objective, Trading};

#[test]
fn every_limit_is_kept() {
    let coefficients = NAMES.iter().zip(0..).map(|(name, i)| ((*name).to_owned(), f64::from(i)));
    let solution = problem()
        .bounds(Limits::between(0.0, 0.2))
        .asset_bounds("AMD", Limits::at_least(0.03))
        .asset_bounds("GE", Limits::exactly(0.02))
        .linear(LinearConstraint {
            name: "alphabet".into(),
            coefficients: coefficients.collect(),
            limits: Limits::between(8.0, 8.5),
        })
        .groups(
            GroupMap::new("bank")
                .member("BAC", "bank")
                .member("JPM", "bank")
                .limit("bank", Limits::between(0.06, 0.08)),
        )
        .solve(&Objective::MaximumSharpe)
        .unwrap();
    let weight = |name: &str| solution.weight(name).unwrap();
    assert!(weight("AMD") > 0.03 - 1e-9);
    assert!((weight("GE") - 0.02).abs() < 1e-9);
    assert!(weight("BAC") + weight("JPM") > 0.06 - 1e-9);
    let alphabet: f64 = solution.weights.iter().zip(0..).map(|(w, i)| w * f64::from(i)).sum();
    assert!((8.0 - 1e-9..8.5 + 1e-9).contains(&alphabet), "{alphabet}");
    assert!(solution.weights.iter().all(|w| (-1e-9..0.2 + 1e-9).contains(w)));
    assert!(solution.kkt.largest() < 1e-9);
}

/// Doubling the money doubles the weights, and changes no ratio.
#[test]
fn the_budget_scales_the_tangency_portfolio() {
    let one = problem().solve(&Objective::MaximumSharpe).unwrap();
    let two = problem()
        .risk_free(0.04)
        .budget(Limits::exactly(2.0))
        .solve(&Objective::MaximumSharpe)
        .unwrap();
    for (a, b) in one.weights.iter().zip(&two.weights) {
        assert!((2.0 * a - b).abs() < 1e-7);
    }
}

/// What a file of settings says is what the builder says.
#[test]
fn constraints_can_be_read() {
    let text = r#"{
        "bounds": {"min": -0.1, "max": 0.4},
        "gross_exposure": 1.3,
        "trading": {"previous": {"AAPL": 1.0}, "cost": 0.001},
        "groups": [{"name": "sector", "members": {"AAPL": "tech"}, "limits": {"tech": {"max": 0.2}}}]
    }"#;
    let read: Constraints = serde_json::from_str(text).unwrap();
    let mut built = Constraints { gross_exposure: Some(1.3), ..Constraints::default() };
    built.bounds = Limits::between(-0.1, 0.4);
    built.trading = Some(Trading {
        previous: [("AAPL".to_owned(), 1.0)].into(),
        cost: 0.001,
        ..Trading::default()
    });
    built.groups =
        vec![GroupMap::new("sector").member("AAPL", "tech").limit("tech", Limits::at_most(0.2))];
    assert_eq!(read, built);
    assert!(serde_json::from_str::<Constraints>(r#"{"bouns": {}}"#).is_err());
    let objective: Objective =
        serde_json::from_str(r#"{"kind": "minimum-cvar", "level": 0.95}"#).unwrap();
    assert_eq!(objective, Objective::MinimumCvar { level: 0.95 });
}
