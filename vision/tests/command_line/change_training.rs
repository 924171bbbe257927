//! The task `change_detection`: trained, measured, reported, and asked about two dates.

use super::place::Place;
use neuron_raster::Raster;
use neuron_raster::georeference::{Crs, GeoReference};
use neuron_raster::geotiff::{WriteOptions, write};
use serde_json::Value;
use std::path::Path;

const SMALL: &str = "train --task change_detection --dataset-size 30 --epochs 1 --batch-size 8 \
    --set model.channels=[4,6] --set test_time_views=false --device cpu";

const WIDTH: usize = 90;
const HEIGHT: usize = 70;

/// A date of six bands where UTM zone `zone` is.
fn date(path: &Path, bands: usize, later: bool, zone: u32) {
    let value = |at: usize| {
        let (band, row, column) = (at / WIDTH / HEIGHT, at / WIDTH % HEIGHT, at % WIDTH);
        let ground = (row as f64 * 0.3 + band as f64).sin() + (column as f64 * 0.2).cos();
        let changed = later && (20..40).contains(&row) && (30..55).contains(&column);
        let noise = ((at * 7919 + usize::from(later) * 31) % 101) as f64;
        (2000.0 + 400.0 * ground + noise + if changed { 1500.0 } else { 0.0 }) as u16
    };
    let values: Vec<u16> = (0..bands * HEIGHT * WIDTH).map(value).collect();
    let names = (0..bands).map(|band| format!("B{band}")).collect();
    let place = GeoReference::north_up(Some(Crs::projected(zone)), 5e5, 3.5e6, (30.0, 30.0));
    let raster = Raster::new(WIDTH, HEIGHT, names, values).unwrap();
    write(path, &raster.with_georeference(Some(place)), &WriteOptions::default()).unwrap();
}

/// With the run `first`, and dates to ask it about.
fn place() -> Place {
    let place = Place::new();
    let _trained = place.run(&format!("{SMALL} --name first --quiet")).with_code(0);
    let path = place.path();
    date(&path.join("a.tif"), 6, false, 32651);
    date(&path.join("b.tif"), 6, true, 32651);
    date(&path.join("elsewhere.tif"), 6, true, 32650);
    date(&path.join("few.tif"), 3, true, 32651);
    place
}

#[test]
fn a_run_is_measured_reported_and_asked() {
    let place = place();
    // The threshold is in the header, for programs that have nothing but the file.
    let model = std::fs::read(place.of_run("model.safetensors")).unwrap();
    let length = u64::from_le_bytes(model[..8].try_into().unwrap()) as usize;
    let header: Value = serde_json::from_slice(&model[8..8 + length]).unwrap();
    let text = header["__metadata__"]["neuron_vision.change_detection"].as_str().unwrap();
    let info: Value = serde_json::from_str(text).unwrap();
    let threshold = info["calibrated"]["threshold"].as_f64().unwrap();
    assert!(threshold > 0.0 && threshold < 1.0);

    // Its F1 is that of the validation split.
    let said = place.run("eval --run first --split validation --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    let f1 = said["metrics"]["f1"].as_f64().unwrap();
    assert!((f1 - info["calibrated"]["f1"].as_f64().unwrap()).abs() < 1e-12);
    let said = place.run("eval --run first --json").with_code(0).stdout;
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["task"], &said["synthetic"]), (&"change_detection".into(), &true.into()));
    assert_eq!(said["threshold"].as_f64(), Some(threshold));
    let methods: Vec<&str> =
        said["methods"].as_array().unwrap().iter().filter_map(|m| m["method"].as_str()).collect();
    assert_eq!(methods[..5], ["early", "CVA", "CVA, matched", "IR-MAD", "NDVI difference"]);
    // All on the same pixels.
    let count = |method: &Value| -> u64 {
        let counts = method["confusion"].as_object().unwrap();
        counts.iter().filter(|(name, _)| *name != "ignored").filter_map(|(_, n)| n.as_u64()).sum()
    };
    let counts: Vec<u64> = said["methods"].as_array().unwrap().iter().map(count).collect();
    assert!(counts.iter().all(|count| *count == counts[0] && *count > 50_000), "{counts:?}");

    let report = std::fs::read_to_string(place.of_run("report.html")).unwrap();
    for part in ["SYNTHETIC DATA", "CVA, matched", "clear-cut", "Precision and recall", "<image "] {
        assert!(report.contains(part), "{part}");
    }
    let card = std::fs::read_to_string(place.of_run("model-card.md")).unwrap();
    assert!(
        card.contains("change_detection")
            || card.contains("Which pixels")
            || card.contains("changed")
    );

    // A map where the dates lie, of the pixels that the program counts.
    let said = place.run("predict --run first a.tif b.tif --output change.tif --json");
    let said: Value = serde_json::from_str(&said.with_code(0).stdout).unwrap();
    let said = &said["predictions"][0];
    let read = neuron_raster::open(&place.path().join("change.tif"), Default::default()).unwrap();
    let map = read.read_all().unwrap();
    assert_eq!((map.width(), map.height(), map.bands()), (WIDTH, HEIGHT, 1));
    assert_eq!(map.georeference().unwrap().transform, [5e5, 30.0, 0.0, 3.5e6, 0.0, -30.0]);
    let changed = map.band::<u8>(0).unwrap().iter().filter(|&&value| value == 1).count() as f64;
    assert_eq!(said["pixels"]["changed"].as_f64(), Some(changed));
    assert_eq!(said["areas"]["changed"].as_f64(), Some(changed * 900.0));
    let _polygons =
        place.run("predict --run first a.tif b.tif --output change.geojson").with_code(0);
    let text = std::fs::read_to_string(place.path().join("change.geojson")).unwrap();
    let polygons: Value = serde_json::from_str(&text).unwrap();
    let areas = polygons["features"].as_array().unwrap().iter();
    let area: f64 = areas.filter_map(|feature| feature["properties"]["area"].as_f64()).sum();
    assert_eq!(area, changed * 900.0);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let place = place();
    let ask = |files: &str| place.refusal(&format!("predict --run first {files}"));
    insta::assert_snapshot!(ask("a.tif"), @"error: `FILE` is 1 files, expected two: the first date and the second");
    insta::assert_snapshot!(ask("a.tif few.tif"), @"error: `few.tif`: 3 bands, but the model was trained on 6 bands");
    insta::assert_snapshot!(ask("a.tif elsewhere.tif"), @"error: `a.tif` and `elsewhere.tif` lie at other places: reference system EPSG:32651 and EPSG:32650; bring them onto one grid first");
    insta::assert_snapshot!(ask("a.tif b.tif --output a.tif"), @"error: `--output` is `a.tif`, expected not one of the dates");
    insta::assert_snapshot!(ask("a.tif b.tif --output map.jpg"), @"error: `--output` is `map.jpg`, expected a name that ends in .tif, .tiff, .png or .geojson");
    assert!(!place.path().join("map.jpg").exists());
}

#[test]
fn settings_out_of_range_are_refused_before_a_run_begins() {
    let place = Place::new();
    let with = |set: &str| place.refusal(&format!("{SMALL} --set {set}"));
    insta::assert_snapshot!(with("tile=63"), @"error: `tile` is 63, expected a multiple of 2 up to 1024, for this model");
    insta::assert_snapshot!(with("overlap=64"), @"error: `overlap` is 64, expected less than `tile`");
    insta::assert_snapshot!(with("validation_share=0"), @"error: `validation_share` is 0, expected more than 0 and less than 1: a threshold is chosen by it");
    insta::assert_snapshot!(with("loss.changed_weight=-1"), @"error: `loss.changed_weight` is -1, expected a number that is not negative");
    insta::assert_snapshot!(place.refusal("train --task change_detection --dataset nowhere"), @"error: `nowhere` is no dataset of change: expected `synthetic-change`, a folder with `before/`, `after/` and `labels/`, or a folder with the files `before`, `after` and `changed` of one pair (other names by `--set pair.before=NAME` and so on)");
    assert!(!place.path().join("runs").exists());
}
