//! `run optimize` on the embedded prices.

use super::place::{Place, number};
use serde_json::Value;

fn weights(json: &Value) -> Vec<f64> {
    ["AAPL", "GOOG", "IBM", "MSFT"].map(|name| number(json, &format!("/weights/{name}"))).to_vec()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let far = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(far < tolerance, "{found:?} is not {expected:?}: {far:e}");
}

/// Against PyPortfolioOpt 1.6.0 on the same prices: `mean_historical_return`, `sample_cov`,
/// `EfficientFrontier(…).max_sharpe(0.02)` and `.min_volatility()`, `HRPOpt`.
#[test]
fn portfolios_are_those_of_pyportfolioopt() {
    let place = Place::new();
    let tangency = place.json("run optimize");
    close(&weights(&tangency), &[0.823_578_95, 0.176_421_05, 0.0, 0.0], 1e-6);
    let figures = ["/expected_return", "/volatility", "/sharpe"].map(|at| number(&tangency, at));
    close(&figures, &[0.445_338_808, 0.345_345_166, 1.231_633_886_55], 1e-8);
    assert!(number(&tangency, "/solution/kkt/stationarity") < 1e-9);
    let least = place.json("run optimize --objective min-volatility");
    close(&weights(&least), &[0.003_48, 0.121_55, 0.676_64, 0.198_33], 1e-4);
    // PyPortfolioOpt's solver stops earlier: ours may only be lower.
    let volatility = number(&least, "/volatility");
    assert!(volatility < 0.210_510_442_46 && volatility > 0.210_510_44, "{volatility}");
    let tree = place.json("run optimize --objective hrp-single");
    let expected = [0.148_186_033_97, 0.179_991_507_49, 0.407_438_829_98, 0.264_383_628_56];
    close(&weights(&tree), &expected, 1e-10);
}

#[test]
fn limits_hold_and_the_portfolio_is_written_as_a_file_that_can_be_read() {
    let place = Place::new();
    let file = place.file(
        "mine.toml",
        "name = \"mine\"\ntickers = [\"A\", \"B\", \"C\"]\n[groups.kind]\nx = [\"A\", \"B\"]\ny = [\"C\"]\n",
    );
    let mut prices = String::from("date,A,B,C\n");
    // Synthetic.
    for day in 0..60 {
        let t = f64::from(day);
        let (a, b, c) = (0.10 * t, 0.05 * t + (t * 1.3).sin(), 0.02 * t + (t * 0.7).cos());
        let wave = (t * 2.1).sin();
        prices += &format!(
            "2024-{:02}-{:02},{},{},{}\n",
            1 + day / 28,
            1 + day % 28,
            50.0 + a + wave,
            40.0 + b,
            30.0 + c
        );
    }
    place.file("prices.csv", &prices);
    place.file("limits.toml", "[asset_bounds.A]\nmin = 0.0\nmax = 0.3\n");
    let line = "run optimize --portfolio mine.toml --prices prices.csv --objective max-return \
                --constraints limits.toml --group kind/x=..0.5 --value 1000 --output best.toml";
    let json = place.json(line);
    close(
        &["A", "B", "C"].map(|name| number(&json, &format!("/weights/{name}"))),
        &[0.3, 0.2, 0.5],
        1e-7,
    );
    let cost: f64 = json["shares"]["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| order["cost"].as_f64().unwrap())
        .sum();
    assert!(cost > 900.0 && cost <= 1000.0, "{cost}");
    assert!(file.exists());
    // What was written is a portfolio with weights, which a simulation takes.
    let again = place.json(
        "run simulate --portfolio best.toml --prices prices.csv --simulations 2000 --horizon 5",
    );
    close(&[number(&again, "/portfolio/weights/2")], &[0.5], 1e-7);
}

#[test]
fn few_assets_are_proven_best() {
    let json =
        Place::new().json("run optimize --objective min-volatility --max-assets 2 --frontier 3");
    assert_eq!(json["solution"]["search"]["proven"], true);
    assert!(weights(&json).iter().filter(|weight| **weight > 1e-9).count() <= 2);
    assert_eq!(json["frontier"].as_array().unwrap().len(), 3);
}
