//! Runs of which a part was made on a stand-in for a device.

use super::place::Place;
use std::fs;

#[test]
fn the_report_and_the_card_say_so_plainly() {
    let place = Place::with_run();
    let texts = || {
        ["report.md", "report.html", "model-card.md"]
            .map(|name| fs::read_to_string(place.of_run(name)).unwrap())
    };
    for text in texts() {
        assert!(!text.to_lowercase().contains("stand-in"), "{text}");
    }
    let path = place.of_run("manifest.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let device = "neuron trn1, core 0, libnrt 2.34.0.0: nrt-sim stand-in, not hardware";
    fs::write(&path, manifest.replace("\"cpu\"", &format!("\"{device}\""))).unwrap();
    let _written = place.run("report --run first --device cpu").with_code(0);
    for text in texts() {
        assert!(text.contains("STAND-IN, NOT NEURON HARDWARE"), "{text}");
        assert!(text.contains("nrt-sim stand-in, not hardware; measured on cpu"), "{text}");
        assert!(text.contains("not on Neuron hardware"), "{text}");
    }
}

#[test]
fn a_run_that_went_on_elsewhere_remembers_it() {
    let place = Place::with_run();
    let line = "train --name first --resume --quiet --device reference";
    let _again = place.run(line).with_code(0);
    let manifest = fs::read_to_string(place.of_run("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["device"], "cpu");
    assert_eq!(manifest["resumed_on"], serde_json::json!(["reference"]));
    let report = fs::read_to_string(place.of_run("report.md")).unwrap();
    assert!(report.contains("cpu; gone on with on reference"), "{report}");
}
