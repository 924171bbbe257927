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
