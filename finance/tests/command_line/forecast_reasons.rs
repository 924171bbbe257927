//! `run forecast`: other futures of covariates, what adds what, and items without a past.

use super::forecast::{SHOPS, later, shops};
use super::place::{Place, number};

/// Cheaper goods sell more, by the factor that the data were made with; nothing else moves.
#[test]
fn a_lower_price_sells_more() {
    let place = Place::new();
    shops(&place);
    let line = format!("{SHOPS} --covariates price --method regression --conformal 0");
    let json = place.json(&format!("{line} --set-covariate price=8"));
    assert_eq!(json["what_if"]["changes"][0]["edit"]["set"], 8.0);
    for (item, one) in json["what_if"]["items"].as_array().unwrap().iter().enumerate() {
        for step in 0..7 {
            let of = |name: &str| number(one, &format!("/{name}/{step}"));
            assert_eq!(of("base"), number(&json, &format!("/forecasts/{item}/mean/{step}")));
            assert!((of("changed") - of("base") - of("difference")).abs() < 1e-9);
            // Days 112 to 118: the price is 8 where the day is 0, 1 or 2 of 11.
            let expected = if (112 + step) % 11 < 3 { 1.0 } else { 1.3 };
            let ratio = of("changed") / of("base");
            assert!((ratio - expected).abs() < 0.06, "{item} {step}: {ratio}");
        }
    }
    // A file says the same for one item and two days, whatever its order of columns.
    let text =
        format!("day,price,shop\n{},8,b\n{},,\n{},8,b\n", later(115), later(116), later(117));
    place.file("cheaper.csv", &text);
    let of_file = place.json(&format!("{line} --what-if cheaper.csv"));
    for item in 0..3 {
        for step in 0..7 {
            let path = format!("/what_if/items/{item}/difference/{step}");
            let expected =
                if item == 1 && [3, 5].contains(&step) { number(&json, &path) } else { 0.0 };
            assert_eq!(number(&of_file, &path), expected, "{item} {step}");
        }
    }
    let text = place.run(&format!("{line} --set-covariate price*=0.9")).with_code(0).stdout;
    assert!(text.contains("what if") && text.contains("difference"), "{text}");
}

/// Base and contributions sum to the forecast, for items with and without a past.
#[test]
fn reasons_sum_to_the_forecast() {
    let place = Place::new();
    shops(&place);
    place.file(
        "own.toml",
        "[[holiday]]\nname = \"fair\"\ndates = [\"2024-01-20\", \"2024-03-02\", \"2024-04-24\"]\n",
    );
    let data = std::fs::read_to_string(place.path().join("shops.csv")).unwrap();
    let mut rows: Vec<String> =
        data.lines().map(|row| format!("{row},{}", row.len() % 5)).collect();
    rows[0] = data.lines().next().unwrap().to_owned() + ",visitors";
    for day in 112..119 {
        rows.push(format!("d,south,{},9,,", later(day)));
    }
    place.file("more.csv", &(rows.join("\n") + "\n"));
    let line = "run forecast --data more.csv --item shop --time day --target sold --horizon 7 \
                --covariates price --past-covariates visitors --past-lags 1,7 --metadata region \
                --holidays us-federal --holidays-file own.toml --method regression --explain";
    let json = place.json(line);
    let reasons = json["explanations"].as_array().unwrap();
    assert_eq!(reasons.len(), 4 * 7);
    let mut groups = Vec::new();
    for (at, why) in reasons.iter().enumerate() {
        let parts = why["contributions"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| number(part, "/value")).sum();
        let point = number(why, "/point");
        assert!((number(why, "/base") + sum - point).abs() < 1e-9 * point, "{why}");
        let mean = number(&json, &format!("/forecasts/{}/mean/{}", at / 7, at % 7));
        assert!((mean - point).abs() < 1e-9 * point, "{why}: {mean}");
        groups.extend(parts.iter().map(|part| part["group"].as_str().unwrap().to_owned()));
    }
    for name in ["price", "visitors", "region", "fair", "history", "season", "trend"] {
        assert!(groups.iter().any(|group| group == name), "{name}");
    }
    // The item without a past is forecast from its kind, says so, and is not sure of it.
    let cold = &json["forecasts"][3];
    assert_eq!((cold["item"].as_str(), number(cold, "/mean/0") > 0.0), (Some("d"), true));
    assert!(cold["notes"].to_string().contains("cold_start"), "{cold}");
    assert!(number(cold, "/quantiles/0/0") < number(cold, "/quantiles/2/0"), "{cold}");
    let text = place.run(line).with_code(0).stdout;
    assert!(text.contains("why: the base") && text.contains("price"), "{text}");
}

#[test]
fn a_report_shows_reasons_and_other_futures() {
    let place = Place::new();
    shops(&place);
    let line = format!(
        "{SHOPS} --covariates price --method regression --conformal 3 --explain --set-covariate price+=1"
    );
    let _ = place.run(&format!("{line} --output report.html")).with_code(0);
    let page = std::fs::read_to_string(place.path().join("report.html")).unwrap();
    assert_eq!(page.matches("<svg ").count(), 5);
    for part in ["What if", "Why", "Shapley", "not what causes what"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn what_cannot_be_changed_or_explained_is_named() {
    let place = Place::new();
    shops(&place);
    place.file("late.csv", &format!("shop,day,price\na,{},8\n", later(111)));
    place.file("other.csv", &format!("shop,day,price\nz,{},8\n", later(112)));
    place.file("text.csv", &format!("shop,day,price\na,{},cheap\n", later(112)));
    place.file("none.csv", &format!("shop,day,weather\na,{},8\n", later(112)));
    place.file("empty.csv", &format!("shop,day,price\na,{},\n", later(112)));
    place.file("calendar.toml", "[[holiday]]\nname = \"x\"\nmonth = 13\nday = 1\n");
    let regression = "--covariates price --method regression --conformal 0";
    for (flags, part) in [
        ("--method theta --set-covariate price=1", "`--method regression`"),
        ("--method theta --explain", "`--explain` is given with `--method theta`"),
        ("--method regression --set-covariate price=1", "there is no covariate `price`"),
        ("--method regression --past-covariates price --set-covariate price=1", "known ahead"),
        ("--covariates price --method regression --set-covariate price", "`--set-covariate`"),
        ("--covariates price --method regression --set-covariate price=nan", "`price=nan`"),
        ("--covariates price --method regression --set-covariate =1", "`--set-covariate`"),
        ("--covariates price --method regression --hierarchy region --explain", "`--hierarchy`"),
        ("--covariates price --method regression --past-lags 0 --past-covariates sold", "lag"),
        (&format!("{regression} --what-if late.csv"), "`late.csv`: row 2, column `day`"),
        (
            &format!("{regression} --what-if other.csv"),
            "row 2, column `shop`: there is no item `z`",
        ),
        (&format!("{regression} --what-if text.csv"), "row 2, column `price`: `cheap`"),
        (&format!("{regression} --what-if none.csv"), "column `price` is not in the table"),
        (&format!("{regression} --what-if empty.csv"), "changed values"),
        (&format!("{regression} --what-if absent.csv"), "absent.csv"),
        (&format!("{regression} --holidays-file absent.toml"), "absent.toml"),
        (&format!("{regression} --holidays-file calendar.toml"), "`calendar.toml`: holiday list"),
    ] {
        let said = place.refusal(&format!("{SHOPS} {flags}"));
        assert!(said.contains(part), "{flags}: {said}");
    }
}
