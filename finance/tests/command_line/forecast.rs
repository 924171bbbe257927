//! `run forecast`.

use super::place::{Place, number};

#[test]
fn without_data_there_is_a_made_up_panel_and_it_says_so() {
    let place = Place::new();
    let json = place.json("run forecast --method theta,seasonal-naive --horizon 4 --windows 2");
    assert_eq!((json["synthetic"].as_bool(), json["season"].as_u64()), (Some(true), Some(52)));
    let forecasts = json["forecasts"].as_array().unwrap();
    assert_eq!((forecasts.len(), forecasts[0]["mean"].as_array().unwrap().len()), (6, 4));
    for forecast in forecasts {
        for step in 0..4 {
            let of = |level: usize| number(forecast, &format!("/quantiles/{level}/{step}"));
            assert!(of(0) < of(1) && of(1) < of(2), "{forecast}");
        }
    }
    let judged = json["backtest"].as_array().unwrap();
    assert_eq!((judged.len(), judged[0]["windows"].as_u64()), (2, Some(2)));
    let text = place.run("run forecast --horizon 2").with_code(0).stdout;
    assert!(text.starts_with("made-up weekly sales: synthetic data"), "{text}");
}

#[test]
fn a_file_of_ones_own_is_forecast_by_the_seasonal_naive_rule() {
    let place = Place::new();
    let mut text = String::from("shop,day,sold\n");
    for day in 1..=28 {
        text += &format!("north,2024-02-{day:02},{}\n", day % 7);
    }
    place.file("sales.csv", &text);
    let json = place.json(
        "run forecast --data sales.csv --item shop --time day --target sold --method seasonal-naive --horizon 7",
    );
    assert_eq!((json["frequency"].as_str(), json["season"].as_u64()), (Some("daily"), Some(7)));
    let mean: Vec<f64> =
        (0..7).map(|at| number(&json, &format!("/forecasts/0/mean/{at}"))).collect();
    assert_eq!(mean, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0]);
    assert!(json["forecasts"][0]["times"][0].as_str().unwrap().starts_with("2024-02-29"));
}

/// Shops in two regions, whose sales rise where the price falls. Synthetic.
pub(crate) fn shops(place: &Place) {
    let mut text = String::from("shop,region,day,price,sold\n");
    for (shop, region, base) in [("a", "north", 100.0), ("b", "north", 60.0), ("c", "south", 30.0)]
    {
        for day in 0..119 {
            let price = if day % 11 < 3 { 8.0 } else { 10.0 };
            let sold = base * (1.0 + 0.2 * f64::from(day % 7)) * (1.0 + 0.15 * (10.0 - price));
            let noise = 1.0 + 0.01 * f64::from(day * 37 % 5 - 2);
            // The last week's sales are not known, its prices are.
            let sold = if day < 112 { (sold * noise).to_string() } else { String::new() };
            text += &format!("{shop},{region},{},{price},{sold}\n", later(day));
        }
    }
    place.file("shops.csv", &text);
}

/// Days after 2024-01-01.
pub(crate) fn later(day: i32) -> String {
    let mut left = day;
    for (month, days) in [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31)] {
        if left < days {
            return format!("2024-{month:02}-{:02}", left + 1);
        }
        left -= days;
    }
    unreachable!("it ends in April")
}

pub(crate) const SHOPS: &str =
    "run forecast --data shops.csv --item shop --time day --target sold --horizon 7";

/// The prices of the week to come decide, and only the regression sees them.
#[test]
fn covariates_that_are_known_ahead_help() {
    let place = Place::new();
    shops(&place);
    let line = format!(
        "{SHOPS} --covariates price --metadata region --method regression,seasonal-naive \
         --windows 1 --conformal 3"
    );
    let json = place.json(&line);
    let wape = |at: usize| number(&json, &format!("/backtest/{at}/scores/summary/0/pooled/value"));
    assert!(wape(0) < 0.5 * wape(1) && wape(0) < 0.05, "{} {}", wape(0), wape(1));
    assert_eq!(json["conformal_windows"], 3);
    for forecast in json["forecasts"].as_array().unwrap() {
        let of = |path: &str| number(forecast, path);
        assert!(of("/quantiles/0/3") <= of("/mean/3") && of("/mean/3") <= of("/quantiles/2/3"));
    }
    // Without their future there is no forecast.
    let said = place.refusal(&format!("{SHOPS}0 --covariates price --method regression"));
    assert!(said.contains("price"), "{said}");
}

#[test]
fn sums_agree_with_their_parts_by_every_way() {
    let place = Place::new();
    shops(&place);
    for way in ["bottom-up", "top-down", "ols", "wls-structural", "wls-variance", "mint"] {
        let line = format!("{SHOPS} --hierarchy region --method holt-winters --reconcile {way}");
        let json = place.json(&line);
        let forecasts = json["forecasts"].as_array().unwrap();
        let names: Vec<&str> = forecasts.iter().map(|one| one["item"].as_str().unwrap()).collect();
        assert_eq!(names, ["total", "region=north", "region=south", "a", "b", "c"]);
        for step in 0..7 {
            let of = |row: usize| number(&forecasts[row], &format!("/mean/{step}"));
            assert!((of(0) - of(3) - of(4) - of(5)).abs() < 1e-9 * of(0), "{way}");
            assert!((of(1) - of(3) - of(4)).abs() < 1e-9 * of(0), "{way}");
        }
    }
    let said = place.refusal(&format!("{SHOPS} --hierarchy price"));
    assert!(said.contains("price"), "{said}");
    let said =
        place.refusal(&format!("{SHOPS} --hierarchy region --method regression --reconcile mint"));
    assert!(said.contains("`--reconcile`"), "{said}");
}

/// Quantiles that are stretched by what held differ from a model's own, the points do not.
#[test]
fn quantiles_can_be_conformal() {
    let place = Place::new();
    let line = "run forecast --method theta --horizon 4";
    let (own, stretched) = (place.json(line), place.json(&format!("{line} --conformal 6")));
    assert_eq!(own["forecasts"][0]["mean"], stretched["forecasts"][0]["mean"]);
    let width = |json: &serde_json::Value| {
        number(json, "/forecasts/0/quantiles/2/0") - number(json, "/forecasts/0/quantiles/0/0")
    };
    let factor = width(&stretched) / width(&own);
    assert!((0.3..3.0).contains(&factor) && (factor - 1.0).abs() > 1e-6, "{factor}");
    let said =
        place.refusal("run forecast --method theta --horizon 4 --conformal 1 --quantiles 0.01");
    assert!(said.contains("conformal quantile 0.01 of step 1 needs 99 past errors"), "{said}");
    assert!(said.contains("(`--conformal`, `--quantiles`)"), "{said}");
}

#[test]
fn names_of_items_stay_text_in_a_report() {
    let place = Place::new();
    let mut text = String::from("item,time,value\n");
    for day in 1..=28 {
        text += &format!("<script>x</script>|*,2024-02-{day:02},{}\n", day % 7);
    }
    place.file("sales.csv", &text);
    let line = "run forecast --data sales.csv --method seasonal-naive --horizon 3 --windows 2";
    for name in ["report.html", "report.md"] {
        let _ = place.run(&format!("{line} --output {name}")).with_code(0);
        let report = std::fs::read_to_string(place.path().join(name)).unwrap();
        assert!(!report.contains("<script>"), "{name}");
        assert!(report.contains("FORECAST") && report.contains("coverage"), "{name}");
    }
    let plot = std::fs::read_to_string(place.path().join("report-item-1.svg")).unwrap();
    assert!(!plot.contains("<script") && plot.contains("P10 to P90"));
    let _ = place.run("run forecast --horizon 2 --output made-up.md").with_code(0);
    let report = std::fs::read_to_string(place.path().join("made-up.md")).unwrap();
    assert!(report.contains("**SYNTHETIC DATA**"), "{report}");
}
