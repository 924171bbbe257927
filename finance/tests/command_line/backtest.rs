//! `run backtest` on the embedded bars.

use super::place::{Place, number};

#[test]
fn every_strategy_runs_and_none_sees_the_future() {
    let place = Place::new();
    for strategy in [
        "sma-cross",
        "buy-and-hold",
        "rebalance",
        "momentum",
        "mean-reversion",
        "donchian",
        "pairs",
    ] {
        let json = place.json(&format!("run backtest --strategy {strategy} --from 2010-01-01"));
        assert_eq!(json["look_ahead"]["leak"], serde_json::Value::Null, "{strategy}");
        assert_eq!(json["look_ahead"]["reacts"], true, "{strategy}");
        let equity = json["equity"].as_array().unwrap();
        assert_eq!(equity.len(), json["times"].as_array().unwrap().len());
        let last = equity.last().unwrap().as_f64().unwrap();
        assert!((number(&json, "/tear_sheet/final_equity") - last).abs() < 1e-9, "{strategy}");
    }
}

/// Without costs and with all money in one asset, the return is that of its prices, but for the cash that
/// is left of whole units.
#[test]
fn holding_an_asset_earns_its_return() {
    let place = Place::new();
    let mut text = String::from("date,open,high,low,close,volume,ticker\n");
    for day in 1..=28 {
        let price = 10.0 + f64::from(day);
        text +=
            &format!("2024-02-{day:02},{price},{},{},{price},100,ONE\n", price + 1.0, price - 1.0);
    }
    place.file("bars.csv", &text);
    let json = place.json(
        "run backtest --bars bars.csv --strategy buy-and-hold --cash 1200 --commission 0 --no-look-ahead-test",
    );
    // Bought at the second open, 12: 100 units, held to a close of 38.
    assert_eq!(number(&json, "/tear_sheet/final_equity"), 3800.0);
    assert_eq!(json["look_ahead"], serde_json::Value::Null);
}
