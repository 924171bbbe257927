//! Analyses that train nothing.

use super::place::Place;
use serde_json::Value;

/// A rise, a season of 12 values, a jump at value 60.
fn series() -> String {
    let value = |at: u32| {
        let turn = std::f64::consts::TAU * f64::from(at) / 12.0;
        let noise = f64::from(at * 7919 % 101) / 1000.0;
        0.01 * f64::from(at) + 0.2 * turn.sin() + noise - if at < 60 { 0.0 } else { 0.8 }
    };
    let line = |at: u32| format!("{at},{:.6}\n", value(at));
    (0..120).map(line).fold(String::from("month,ndvi\n"), |text, line| text + &line)
}

fn place() -> Place {
    let place = Place::new();
    std::fs::write(place.path().join("ndvi.csv"), series()).unwrap();
    place
}

#[test]
fn a_trend_is_a_table_or_json() {
    let place = place();
    let said = place.run("run trend ndvi.csv --method seasonal --period 12").with_code(0).stdout;
    insta::assert_snapshot!(said);
    let line = "run trend ndvi.csv --column ndvi --method hamed-rao --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert_eq!((&said["analysis"], &said["method"]), (&"trend".into(), &"hamed-rao".into()));
    assert_eq!((said["values"].as_u64(), said["missing"].as_u64()), (Some(120), Some(0)));
    assert!(said["p"].as_f64().unwrap() <= 1.0 && said["slope"].as_f64().unwrap() < 0.01);
}

#[test]
fn breaks_are_a_table_json_and_a_plot() {
    let place = place();
    let line = "run breaks ndvi.csv --period 12 --start 2000 --plot breaks.svg";
    let said = place.run(line).with_code(0).stdout;
    insta::assert_snapshot!(said);
    let plot = std::fs::read_to_string(place.path().join("breaks.svg")).unwrap();
    assert!(plot.starts_with("<svg ") && plot.contains("first break"));
    let again = place.refusal(line);
    assert!(again.contains("`breaks.svg` exists already"), "{again}");
    let _replaced = place.run(&format!("{line} --force")).with_code(0);

    let said = place.run("run breaks ndvi.csv --period 12 --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["breaks"], serde_json::json!([60]));
    assert!((said["pieces"][1]["jump"].as_f64().unwrap() + 0.8).abs() < 0.05, "{said}");
}

#[test]
fn what_is_wrong_is_one_line() {
    let place = place();
    std::fs::write(place.path().join("bad.csv"), "v\n1\n2\nx\n").unwrap();
    std::fs::write(place.path().join("short.csv"), "1\n2\n").unwrap();
    std::fs::write(place.path().join("empty.csv"), "").unwrap();
    let said: Vec<String> = [
        "trend bad.csv",
        "trend none.csv",
        "trend short.csv",
        "trend empty.csv",
        "trend ndvi.csv --column evi",
        "trend ndvi.csv --alpha 1",
        "trend ndvi.csv --method seasonal --period 0",
        "trend ndvi.csv --method seasonal --period 100000000000",
        "trend ndvi.csv --period 12",
        "trend ndvi.csv --method seasonal --period 12 --lags 3",
        "breaks ndvi.csv --period 0",
        "breaks ndvi.csv --period 0 --harmonics 0 --least 3",
        "breaks ndvi.csv --period nan --harmonics 0 --least 3",
        "breaks ndvi.csv --period 1e300 --harmonics 9223372036854775808",
        "breaks ndvi.csv --period 1000",
        "breaks empty.csv --period 12",
        "breaks short.csv --period 12",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    // Without what a method needs, the usage is shown.
    let _usage = place.run("run trend ndvi.csv --method seasonal").with_code(2);
}

#[test]
fn a_season_is_a_table_json_and_a_plot() {
    let place = place();
    std::fs::write(
        place.path().join("gap.csv"),
        series().replacen("\n0,0.000000\n", "\n0,NA\n", 1),
    )
    .unwrap();
    let line = "run season gap.csv --period 12 --plot season.svg";
    let said = place.run(line).with_code(0).stdout;
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "place      value      trend     season  remainder  weight");
    assert!(lines[1].starts_with("    0          -  "), "{}", lines[1]);
    assert_eq!(lines.len(), 122);
    assert_eq!(lines[121], "119 values, 1 gaps filled by a season of 3 waves");
    let plot = std::fs::read_to_string(place.path().join("season.svg")).unwrap();
    assert!(plot.starts_with("<svg ") && plot.contains("season"));
    let again = place.refusal(line);
    assert!(again.contains("`season.svg` exists already"), "{again}");

    let said = place.run("run season ndvi.csv --period 12 --robust --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["analysis"], &said["filled"]), (&"season".into(), &0.into()));
    for part in ["trend", "season", "remainder", "weights"] {
        assert_eq!(said[part].as_array().unwrap().len(), 120, "{part}");
    }
    // The season that was put in is a sine of 0.2 with its top at value 3 of 12.
    assert!((said["season"][39].as_f64().unwrap() - 0.2).abs() < 0.06, "{}", said["season"][39]);
}

#[test]
fn an_index_is_listed_or_computed() {
    let place = place();
    let said = place.run("run index --list").with_code(0).stdout;
    assert_eq!(
        said.lines().next().unwrap(),
        "NDVI      R N           (N - R) / (N + R); Rouse, Haas, Schell & Deering (1974)"
    );
    assert!(said.lines().count() >= 60);
    let said = place.run("run index --list --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    let savi = said["indices"].as_array().unwrap().iter().find(|one| one["short"] == "SAVI");
    assert_eq!(savi.unwrap()["parameters"], serde_json::json!({ "L": 0.5 }));
    let value = |line: &str| place.run(&format!("run index {line}")).with_code(0).stdout;
    assert_eq!(value("NDVI --value N=.75 --value R=.25"), "0.5\n");
    assert_eq!(value("savi --value N=.75 --value R=.25 --set L=0"), "0.5\n");
    assert_eq!(value("NDVI --value N=0 --value R=0"), "NaN\n");
    let text = "[[index]]\nshort = \"MINE\"\nname = \"Own\"\nformula = \"N * 2\"\n\
                domain = \"soil\"\nreference = \"Me\"\nyear = 2020\n";
    std::fs::write(place.path().join("mine.toml"), text).unwrap();
    let said = value("MINE --indices mine.toml --value N=.25 --json");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["index"], &said["value"]), (&"MINE".into(), &0.5.into()));
}

#[test]
fn what_is_wrong_with_a_season_or_an_index_is_one_line() {
    let place = place();
    std::fs::write(place.path().join("short.csv"), "1\n2\n").unwrap();
    let bad = "[[index]]\nshort = \"X\"\nname = \"X\"\nformula = \"N +\"\ndomain = \"soil\"\n\
               reference = \"Me\"\nyear = 2020\n";
    std::fs::write(place.path().join("bad.toml"), bad).unwrap();
    let said: Vec<String> = [
        "season none.csv --period 12",
        "season short.csv --period 12",
        "season ndvi.csv --period 0",
        "season ndvi.csv --period 61",
        "season ndvi.csv --period 18446744073709551615",
        "season ndvi.csv --period 12 --seasonal 4",
        "season ndvi.csv --period 12 --trend 1",
        "index NVDI",
        "index NDVI --value N=.4",
        "index NDVI --value N=.4 --value N=.5 --value R=.1",
        "index NDVI --value N=.4 --value R=.1 --set L=1",
        "index NDVI --indices none.toml",
        "index NDVI --indices bad.toml",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    for line in ["index", "index NDVI --list", "index NDVI --value N:4", "season ndvi.csv"] {
        let _usage = place.run(&format!("run {line}")).with_code(2);
    }
}

/// Without a file, a real series. Against pymannkendall 1.4.3 on the 2,225 values that are there:
/// `original_test(co2.dropna())`; the slope is by weeks, gaps counted.
#[test]
fn without_a_file_there_is_a_series_of_carbon_dioxide() {
    let place = Place::new();
    let output = place.run("run trend --json").with_code(0);
    assert!(output.stderr.contains("Mauna Loa"), "{}", output.stderr);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&json["values"], &json["missing"]), (&2225.into(), &59.into()));
    assert_eq!((&json["direction"], &json["score"]), (&"increasing".into(), &2_261_574.0.into()));
    let of_years = place.run("run season --json").with_code(0).stdout;
    let season: serde_json::Value = serde_json::from_str(&of_years).unwrap();
    assert_eq!((&season["period"], &season["filled"]), (&52.into(), &59.into()));
    let pieces = place.run("run breaks --most 1").with_code(0).stdout;
    assert!(pieces.contains("slope a year"), "{pieces}");
    let asked = place.run("run breaks ndvi.csv").with_code(2).stderr;
    assert!(asked.contains("period"), "{asked}");
    let named = place.run("run trend --column co2").with_code(2).stderr;
    assert!(named.contains("column"), "{named}");
}
