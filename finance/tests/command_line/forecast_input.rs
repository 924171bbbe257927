//! `run forecast` on data that are wrong, or odd.

use super::forecast::{SHOPS, later, shops};
use super::place::{Place, number};

/// A table of one item `a`, a value a day.
fn days(values: &[&str]) -> String {
    let mut text = String::from("item,time,value\n");
    for (day, value) in (0..).zip(values) {
        text += &format!("a,{},{value}\n", later(day));
    }
    text
}

/// What is wrong is named with its row, column, item and time.
#[test]
fn wrong_tables_are_named_by_row() {
    let place = Place::new();
    for (text, part) in [
        (days(&["3", "inf", "4"]), "row 3, column `value`: `inf` is not a finite number"),
        (days(&["3", "three", "4"]), "row 3, column `value`: `three`"),
        (days(&["3", "-4", "5"]), "row 3: item `a` has the negative demand -4"),
        (
            "item,time,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-02,3\n".into(),
            "rows 3 and 4: item `a` has two values at 2024-01-02",
        ),
        (
            "item,time,value\na,2024-01-02,1\na,2024-01-01,2\na,2024-01-03,3\n".into(),
            "row 3: item `a` goes back from 2024-01-02 to 2024-01-01",
        ),
        (
            "item,time,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-04,3\na,2024-01-07,3\n"
                .into(),
            "row 4: item `a` lacks 1 daily",
        ),
        (
            "item,time,value\na,2024-01-01,1\na,1.2.2024,2\n".into(),
            "row 3, column `time`: `1.2.2024`",
        ),
        ("item,time,value\n".into(), "rows of the table"),
        ("item,time,value\na,2024-01-01,1\na,2024-01-02\n".into(), "line: 3"),
        (String::new(), "column `item`"),
    ] {
        place.file("wrong.csv", &text);
        let said = place.refusal("run forecast --data wrong.csv --method naive --horizon 1");
        assert!(said.contains(part) && said.starts_with("`wrong.csv`"), "{text}: {said}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let place = Place::new();
    for bytes in [
        &b"item,time,value\na\xe9,2024-01-01,1\na\xe9,2024-01-02,1\n"[..],
        b"\xff\xfei\0t\0e\0m\0\n\0",
        b"\x1f\x8b\x08\x00\xff\xff\x00",
    ] {
        std::fs::write(place.path().join("bytes.csv"), bytes).unwrap();
        let said = place.refusal("run forecast --data bytes.csv --method naive --horizon 1");
        assert!(said.starts_with("`bytes.csv`"), "{said}");
    }
}

/// A mark of the encoding, semicolons and decimal commas are no mistakes.
#[test]
fn tables_of_other_countries_are_read() {
    let place = Place::new();
    let mut text = String::from("\u{feff}item;time;value\n");
    for day in 0..14 {
        text += &format!("a;{};{},5\n", later(day), day % 7);
    }
    place.file("sales.csv", &text);
    let json = place.json("run forecast --data sales.csv --method seasonal-naive --horizon 7");
    assert_eq!(
        (number(&json, "/forecasts/0/mean/0"), number(&json, "/forecasts/0/mean/6")),
        (0.5, 6.5)
    );
}

/// `nan` is a value that is not there: it is noted, and the gap is filled on a line.
#[test]
fn missing_values_are_noted() {
    let place = Place::new();
    place.file("sales.csv", &days(&["1", "nan", "3", "4"]));
    let output = place.run("run forecast --data sales.csv --method drift --horizon 1 --json");
    let output = output.with_code(0);
    assert!(output.stderr.contains("`a`: 1 of 4 values are missing"), "{}", output.stderr);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(number(&json, "/forecasts/0/mean/0"), 5.0);
}

#[test]
fn a_horizon_as_long_as_the_past_is_refused() {
    let place = Place::new();
    place.file("sales.csv", &days(&["1", "2", "3", "4"]));
    for (flags, part) in [
        ("--horizon 4", "`--horizon` is 4, expected fewer steps than the longest series has, 4"),
        ("--horizon 18446744073709551615", "`--horizon`"),
        ("--horizon 3 --windows 2", "windows"),
    ] {
        let said = place.refusal(&format!("run forecast --data sales.csv --method naive {flags}"));
        assert!(said.contains(part), "{flags}: {said}");
    }
    assert_eq!(
        place.json("run forecast --data sales.csv --method naive --horizon 3")["forecasts"][0]["mean"],
        serde_json::json!([4.0, 4.0, 4.0])
    );
}

/// Where a measure divides by 0 it is not there; nothing is made up and nothing is NaN.
#[test]
fn a_constant_series_has_no_scaled_error() {
    let place = Place::new();
    place.file("constant.csv", &days(&["5"; 20]));
    let said = place.refusal("run forecast --data constant.csv --method ets --horizon 2");
    assert!(said.contains("item `a`: the series is constant at 5"), "{said}");
    let line = "run forecast --data constant.csv --method naive --horizon 2 --windows 2";
    let json = place.json(line);
    let summary = json["backtest"][0]["scores"]["summary"].as_array().unwrap();
    let of = |name: &str| summary.iter().find(|one| one["measure"] == name).unwrap();
    assert!(of("MASE")["pooled"]["value"].is_null(), "{summary:?}");
    assert_eq!(number(of("WAPE"), "/pooled/value"), 0.0);
    let text = place.run(line).with_code(0).stdout;
    assert!(!text.contains("NaN") && text.contains(" - "), "{text}");
    // Of zeros there is no share of the actual values either, and the symmetric one is 0.
    place.file("zeros.csv", &days(&["0"; 20]));
    let json = place.json("run forecast --data zeros.csv --method naive --horizon 2 --windows 2");
    let summary = json["backtest"][0]["scores"]["summary"].as_array().unwrap();
    let of = |name: &str| summary.iter().find(|one| one["measure"] == name).unwrap();
    assert!(of("WAPE")["pooled"]["value"].is_null(), "{summary:?}");
    assert_eq!(number(of("sMAPE"), "/pooled/value"), 0.0);
}

#[test]
fn intermittent_and_negative_demand() {
    let place = Place::new();
    let values: Vec<String> =
        (0..40).map(|t| if t % 4 == 3 { "8".into() } else { "0".into() }).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    place.file("spares.csv", &days(&values));
    for method in ["croston", "sba", "tsb", "adida", "imapa"] {
        let line = format!("run forecast --data spares.csv --method {method} --horizon 3 --json");
        let output = place.run(&line).with_code(0);
        assert!(
            output.stderr.contains("intermittent demand, one in 4.0 steps"),
            "{}",
            output.stderr
        );
        let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        let mean = number(&json, "/forecasts/0/mean/0");
        assert!((1.0..=3.0).contains(&mean), "{method}: {mean}");
    }
    place.file("none.csv", &days(&["0"; 20]));
    let said = place.refusal("run forecast --data none.csv --method croston --horizon 2");
    assert!(said.contains("all 20 observations are 0"), "{said}");
    let values: Vec<String> = (0..40).map(|t| format!("{}", 3 - t % 5)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    place.file("returns.csv", &days(&values));
    let said = place
        .refusal("run forecast --data returns.csv --method croston --allow-negative --horizon 2");
    assert!(said.contains("`croston` forecasts demand, which cannot be negative"), "{said}");
    for method in ["regression", "tbats", "ets"] {
        let line = format!(
            "run forecast --data returns.csv --allow-negative --conformal 0 --horizon 2 --method {method}"
        );
        assert!(number(&place.json(&line), "/forecasts/0/mean/0").is_finite(), "{method}");
    }
}

#[test]
fn covariates_and_kinds_that_are_not_there_are_named() {
    let place = Place::new();
    shops(&place);
    let said = place.refusal(&format!("{SHOPS}0 --covariates price --method regression"));
    assert!(said.contains("covariate `price` is said to be known ahead but is missing"), "{said}");
    let said = place.refusal(&format!("{SHOPS} --covariates weather --method regression"));
    assert!(said.contains("column `weather` is not in the table; it has `shop`"), "{said}");
    let data = std::fs::read_to_string(place.path().join("shops.csv")).unwrap();
    let hole = data.replacen(
        &format!("a,north,{},10,\n", later(115)),
        &format!("a,north,{},,\n", later(115)),
        1,
    );
    assert_ne!(hole, data);
    place.file("shops.csv", &hole);
    let said = place.refusal(&format!("{SHOPS} --covariates price --method regression"));
    assert!(said.contains("column `price`: is empty after the target's end"), "{said}");
    place.file("shops.csv", &(data.clone() + &format!("d,east,{},9,\n", later(112))));
    let said =
        place.refusal(&format!("{SHOPS} --metadata region --method regression --conformal 0"));
    assert!(said.contains("item `d`: `region` is `east`, which training did not see"), "{said}");
    place.file("shops.csv", &data.replacen("b,north", "b,west", 3));
    let said = place.refusal(&format!("{SHOPS} --metadata region --method regression"));
    assert!(said.contains("column `region`: metadata `north` was `west`"), "{said}");
}

/// Several seasons, one of which is not whole.
#[test]
fn several_seasons_have_periods() {
    let place = Place::new();
    let values: Vec<String> = (0..120)
        .map(|t| {
            let turn = |period: f64| (std::f64::consts::TAU * f64::from(t) / period).sin();
            format!(
                "{:.3}",
                100.0 + 9.0 * turn(7.0) + 6.0 * turn(17.5) + 0.1 * f64::from(t * t % 7)
            )
        })
        .collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    place.file("load.csv", &days(&values));
    let line = "run forecast --data load.csv --horizon 14 --periods 7,17.5 --method";
    let json = place.json(&format!("{line} tbats,mstl --windows 1"));
    let model = json["forecasts"][0]["model"].as_str().unwrap();
    assert!(model.contains("<7,") && model.contains("<17.5,"), "{model}");
    assert!(number(&json, "/backtest/0/scores/summary/0/pooled/value") < 0.01, "{json}");
    let said = place.refusal(&format!("{line} tbats --periods 0"));
    assert!(said.contains("`period`"), "{said}");
}
