//! `run simulate` and `run volatility` on the embedded prices.

use super::place::{Place, number};

/// Each kind of simulation prints which it was; the same seed gives the same bits.
#[test]
fn every_process_is_simulated_and_named() {
    let place = Place::new();
    for (process, kind) in [
        ("brownian", "geometric-brownian"),
        ("normal", "normal-returns"),
        ("student", "student-returns"),
        ("jumps", "jump-diffusion"),
        ("copula", "student-copula"),
        ("bootstrap", "stationary-bootstrap"),
        ("filtered", "garch-filtered-historical"),
    ] {
        let line = format!("run simulate --process {process} --simulations 4000 --horizon 20");
        let json = place.json(&line);
        assert_eq!(json["risk"]["run"]["kind"], kind);
        assert_eq!(json["risk"]["run"]["asset_steps"], 4000 * 20 * 4);
        let tail = "/risk/horizons/0/loss/tail/1";
        let (var, es) = (
            number(&json, &format!("{tail}/value_at_risk/value")),
            number(&json, &format!("{tail}/expected_shortfall/value")),
        );
        // Four shares with 20 to 38 % a year, 20 days: the 99 % loss lies around 2.33·.24·√(20/252).
        assert!(0.08 < var && var < es && es < 0.35, "{process}: {var}, {es}");
        assert_eq!(json, place.json(&line), "{process}");
    }
}

#[test]
fn shocks_come_from_a_file() {
    let place = Place::new();
    place.file(
        "shocks.toml",
        "[[scenario]]\nname = \"crash\"\nall = -0.2\nvolatility = 2.0\n[scenario.assets]\nIBM = -0.4\n",
    );
    let json = place.json("run simulate --simulations 2000 --horizon 5 --scenarios shocks.toml");
    assert!((number(&json, "/scenarios/0/loss") - 0.25).abs() < 1e-12);
    let at = "/horizons/0/loss/tail/0/expected_shortfall/value";
    let (before, after) =
        (number(&json["risk"], at), number(&json["scenarios"][0]["afterwards"], at));
    assert!((1.8..2.3).contains(&(after / before)), "{before}, {after}");
}

#[test]
fn a_model_is_fitted_forecast_and_tested_out_of_sample() {
    let place = Place::new();
    let json = place.json(
        "run volatility --asset IBM --model garch --innovation normal --backtest --window 1500 --simulations 200",
    );
    assert_eq!(json["converged"], true);
    assert!((0.9..1.0).contains(&number(&json, "/persistence")));
    assert_eq!(json["forecast"]["variance"].as_array().unwrap().len(), 10);
    let tested = json["backtest"].as_array().unwrap();
    assert_eq!(tested.len(), 3);
    for one in tested {
        assert_eq!(one["days"], 2147 - 1500);
        let violations = number(one, "/violations");
        assert!(violations < 25.0, "{one}");
    }
}
