//! Dated images → where a place degrades; and series by class.

use super::place::Place;
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use neuron_raster::{Limits, Raster, Values};
use serde_json::Value;
use std::path::Path;

/// Three years of images of 12 × 12 pixels, red and near infrared; the lower left quarter is bare from 2019 on.
fn scenes(folder: &Path) {
    std::fs::create_dir(folder).unwrap();
    let place = GeoReference::north_up(Some(Crs::projected(32633)), 4e5, 5e6, (10.0, 10.0));
    for month in 0..36u32 {
        let (year, of_year) = (2018 + month / 12, month % 12 + 1);
        let pixel = |at: u32| {
            let (row, column) = (at / 12, at % 12);
            let noise = f64::from((at * 131 + month * 7919) % 101) / 5000.0;
            let season = 0.05 * (std::f64::consts::TAU * f64::from(month) / 12.0).sin();
            let bare = month >= 12 && row >= 6 && column < 6;
            let near = if bare { 0.2 } else { 0.45 };
            (near + season + noise) as f32
        };
        let red = vec![0.1f32; 144];
        let near: Vec<f32> = (0..144).map(pixel).collect();
        let values = Values::from([red, near].concat());
        let raster = Raster::new(12, 12, vec!["red".into(), "nir".into()], values).unwrap();
        let raster = raster.with_georeference(Some(place.clone()));
        let file = folder.join(format!("S2_{year}{of_year:02}15.tif"));
        write(&file, &raster, &WriteOptions::default()).unwrap();
    }
}

fn place() -> Place {
    let place = Place::new();
    scenes(&place.path().join("scenes"));
    place
}

#[test]
fn a_loss_is_told_of_in_maps_a_report_and_json() {
    let place = place();
    let line = "run monitor scenes --index NDVI --output out --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert_eq!((&said["analysis"], &said["index"]), (&"monitor".into(), &"NDVI".into()));
    assert_eq!((said["epsg"].as_u64(), said["dates"].as_array().unwrap().len()), (Some(32633), 36));
    let patch = &said["patches"][0];
    assert_eq!((patch["pixels"].as_u64(), patch["hectares"].as_f64()), (Some(36), Some(0.36)));
    assert_eq!(patch["since"], "2019-01-15");
    assert_eq!(patch["extent"], serde_json::json!([4e5, 5e6 - 120.0, 4e5 + 60.0, 5e6 - 60.0]));
    assert!(patch["slope"].as_f64().unwrap() < -0.05, "{patch}");
    let slope = place.path().join("out/slope.tif");
    let slope = neuron_raster::open(&slope, Limits::default()).unwrap().read_all().unwrap();
    assert_eq!(slope.georeference().unwrap().transform, [4e5, 10.0, 0.0, 5e6, 0.0, -10.0]);
    let report = std::fs::read_to_string(place.path().join("out/report.html")).unwrap();
    assert!(report.contains("2019-01-15") && report.contains("Where it changes"));

    let again = place.refusal(line);
    assert!(again.contains("`out` exists already"), "{again}");
    let table = place.run("run monitor scenes --index NDVI --output out --force").with_code(0);
    assert!(table.stdout.contains("since 2019-01-15"), "{}", table.stdout);
}

#[test]
fn what_is_wrong_is_one_line() {
    let place = place();
    let files = |folder: &str| std::fs::create_dir(place.path().join(folder)).unwrap();
    files("empty");
    files("undated");
    let scene = place.path().join("scenes/S2_20180115.tif");
    std::fs::copy(&scene, place.path().join("undated/scene.tif")).unwrap();
    files("single");
    std::fs::copy(&scene, place.path().join("single/S2_20180115.tif")).unwrap();
    files("short");
    for month in 1..=9 {
        let name = format!("S2_20180{month}15.tif");
        std::fs::copy(&scene, place.path().join("short").join(name)).unwrap();
    }
    let said: Vec<String> = [
        "none --output out",
        "empty --output out",
        "undated --output out",
        "single --output out",
        "short --output out",
        "scenes --index NDWI --output out",
        "scenes --index NOTHING --output out",
        "scenes --index NDVI --band S1=2 --output out",
        "scenes --index NDVI --band N=9 --output out",
        "scenes --take 3 --output out",
        "scenes --alpha 0 --output out",
        "scenes --scale 0 --output out",
        "scenes --period 12 --output out",
        "scenes --output scenes/S2_20180115.tif",
    ]
    .iter()
    .map(|line| place.refusal(&format!("run monitor {line}")))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    assert!(!place.path().join("out").exists(), "nothing is half written");
}

#[test]
fn a_forest_of_series_is_trained_measured_and_asked() {
    let place = Place::new();
    let line = "train --task environmental_monitoring --complexity simple --dataset-size 800 \
                --epochs 3 --device cpu --name woods --quiet --json";
    let said: Value = serde_json::from_str(&place.run(line).with_code(0).stdout).unwrap();
    assert!(said["metrics"]["accuracy"].as_f64().unwrap() > 0.4, "{said}");
    assert!(said["metrics"]["rules_accuracy"].as_f64().is_some(), "{said}");
    let root = place.path().join("runs/vision/woods");
    let config = std::fs::read_to_string(root.join("config.toml")).unwrap();
    assert!(config.contains("complexity = \"simple\""), "{config}");
    let report = std::fs::read_to_string(root.join("report.md")).unwrap();
    for part in ["SYNTHETIC DATA", "rules on trend, breaks and season", "random forest, 200 trees"]
    {
        assert!(report.contains(part), "{part}");
    }
    let mut series = String::from("date,NDVI,NDMI\n");
    for step in 0..100 {
        let year = 2015.0 + f64::from(step) / 23.0;
        let green = if step < 55 { 0.7 } else { 0.25 };
        series += &format!("{year:.3},{green},{:.2}\n", green - 0.3);
    }
    std::fs::write(place.path().join("pixel.csv"), series).unwrap();
    let said = place.run("predict --run woods pixel.csv --device cpu --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["predictions"][0]["class"], "abrupt_loss", "{said}");
    std::fs::write(place.path().join("other.csv"), "date,EVI\n2015-01-01,0.5\n").unwrap();
    let refused = place.refusal("predict --run woods other.csv --device cpu");
    assert!(refused.contains("`other.csv`: 1 band (EVI)"), "{refused}");
}

#[test]
fn complexity_is_of_series_alone() {
    let place = Place::new();
    let said = place.refusal("train --complexity simple --device cpu");
    insta::assert_snapshot!(said, @"error: `--complexity` is `simple`, expected left out: land_use has no such choice");
    let said = place.refusal(
        "train --task environmental_monitoring --complexity simple --model cnn --device cpu",
    );
    assert!(said.contains("`complexity` is simple of the model cnn"), "{said}");
}

#[test]
fn without_images_some_are_made_up_and_labelled() {
    let place = Place::new();
    let output = place.run("run monitor --output out --json").with_code(0);
    assert!(output.stderr.contains("synthetic"), "{}", output.stderr);
    let said: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(said["synthetic"], true);
    assert_eq!(said["dates"].as_array().unwrap().len(), 96);
    let patches = said["patches"].as_array().unwrap();
    // 10 × 12 pixels lose year by year, 10 × 10 at once in May 2020; a border pixel may be missed or won.
    let sizes: Vec<i64> = patches.iter().map(|patch| patch["pixels"].as_i64().unwrap()).collect();
    assert!((sizes[0] - 120).abs() <= 6 && (sizes[1] - 100).abs() <= 6, "{sizes:?}");
    let since = patches[1]["since"].as_str().unwrap();
    assert!(since.starts_with("2020-0"), "{since}");
    let report = std::fs::read_to_string(place.path().join("out/report.md")).unwrap();
    assert!(report.contains("SYNTHETIC DATA"));
    let other = place.run("run monitor --seed 1 --output other --json").with_code(0).stdout;
    assert_ne!(other.replace("other", "out"), output.stdout);
    let refused = place.run("run monitor --index NDVI --output third").with_code(2);
    assert_eq!(refused.stdout, "");
}
