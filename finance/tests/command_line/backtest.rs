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

/// A rise from 11 to 31 and a fall back: the stop is at three quarters of the best high, 32, so the
/// position goes at 24, on the day that opens at 25 and has a low of 24.
#[test]
fn a_trailing_stop_ends_a_position() {
    let place = Place::new();
    let mut text = String::from("date,open,high,low,close,volume,ticker\n");
    for day in 1..=28 {
        let price = if day <= 21 { 10 + day } else { 31 - 2 * (day - 21) };
        text += &format!("2024-02-{day:02},{price},{},{},{price},100,ONE\n", price + 1, price - 1);
    }
    place.file("bars.csv", &text);
    let line = "run backtest --bars bars.csv --strategy buy-and-hold --cash 1200 --commission 0";
    let json = place.json(&format!("{line} --trailing-stop 0.25"));
    assert_eq!(number(&json, "/trades/0/exit_price"), 24.0);
    assert_eq!(number(&json, "/tear_sheet/final_equity"), 2400.0);
    assert_eq!(number(&json, "/strategy/share"), 0.25);
    assert_eq!(json["look_ahead"]["leak"], serde_json::Value::Null);
    let said = place.run(&format!("{line} --trailing-stop 0.25")).with_code(0).stdout;
    assert!(said.contains("with a trailing stop of 25 %"), "{said}");
    for share in ["0", "1", "2", "NaN"] {
        let said = place.refusal(&format!("{line} --trailing-stop {share}"));
        assert!(said.contains("`--trailing-stop`") && said.contains("below 1"), "{said}");
    }
}

/// All combinations are tried and judged together; the best goes on into the tear sheet.
#[test]
fn a_search_is_judged_as_a_whole() {
    let place = Place::new();
    let line =
        "run backtest --tickers GOOG --search fast=5..20/5 --search slow=10,40,80 --train 750";
    let json = place.json(line);
    let search = &json["search"];
    // Of 12 pairs 10/10, 15/10 and 20/10 make no cross.
    assert_eq!(search["trials"].as_array().unwrap().len(), 9);
    assert_eq!(search["skipped"].as_array().unwrap().len(), 3);
    let best = search["best"].as_u64().unwrap();
    let score = |at: u64| number(search, &format!("/trials/{at}/score"));
    assert!((0..9).all(|at| score(at) <= score(best)));
    let equity = number(search, &format!("/trials/{best}/final_equity"));
    assert!((equity - number(&json, "/tear_sheet/final_equity")).abs() < 1e-9);
    for part in ["deflated/p_value", "overfitting/probability", "reality_check/consistent"] {
        let found = number(search, &format!("/assessment/{part}"));
        assert!((0.0..=1.0).contains(&found), "{part}: {found}");
    }
    // 2,148 bars: the first test begins at 750, 188 bars each.
    assert_eq!(search["walk_forward"]["windows"].as_array().unwrap().len(), 8);
    assert_eq!(search["walk_forward"]["returns"].as_array().unwrap().len(), 2148 - 750);
    let text = place.run(line).with_code(0).stdout;
    assert!(text.contains("deflated Sharpe ratio: p ") && text.contains("walk-forward"), "{text}");
    for (wrong, part) in [
        ("--search fast", "`fast`"),
        ("--search speed=1..3", "`speed=1..3`"),
        ("--search fast=3..1", "`fast=3..1`"),
        ("--search fast=1..3/0", "`fast=1..3/0`"),
        ("--search fast=1..1e9", "`fast=1..1e9`"),
        ("--search fast=5,6 --search fast=7", "each setting once"),
        ("--search fast=50 --search slow=40", "none of 1 points"),
        ("--search fast=5,6 --train 5000", "5001"),
        ("--strategy buy-and-hold --search fast=5", "a name of: none"),
    ] {
        let said = place.refusal(&format!("run backtest --tickers GOOG {wrong}"));
        assert!(said.contains(part), "{wrong}: {said}");
    }
}
