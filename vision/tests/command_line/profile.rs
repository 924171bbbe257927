//! Where the time of a graph goes.

use super::place::{Place, error};
use serde_json::Value;

const SMALL: &str = "--dataset statlog-landsat --dataset-size 300 --batch-size 8 --model cnn \
    --set model.channels=[4]";

#[test]
fn a_profile_is_a_table_and_a_trace() {
    let place = Place::new();
    let line = format!("graph {SMALL} --train --profile --summary --runs 2 --trace step.json");
    let said = place.run(&line).with_code(0).stdout;
    for heading in
        ["GFLOP/s", "GB/s", "ceiling  kernel", "ceiling  layer", "ceilings measured here"]
    {
        assert!(said.contains(heading), "no `{heading}` in\n{said}");
    }
    assert!(said.contains("conv_weight_grad"), "{said}");
    assert!(said.trim_end().ends_with("trace step.json"), "{said}");

    let trace = std::fs::read(place.path().join("step.json")).unwrap();
    let trace: Value = serde_json::from_slice(&trace).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let number = |event: &Value, key: &str| event[key].as_f64().unwrap();
    let mut end = 0.0;
    for event in events {
        // One after another: a step begins where that before it ended.
        assert!((number(event, "ts") - end).abs() < 1e-3 * end.max(1.0), "{event}");
        end = number(event, "ts") + number(event, "dur");
        assert_eq!((&event["ph"], event["name"].is_string()), (&"X".into(), true));
    }
    let steps: usize =
        said.split(" ms in ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert_eq!(events.len(), steps);

    let again = error(&place.run(&line));
    assert!(again.contains("`step.json` exists already"), "{again}");
    let _replaced = place.run(&format!("{line} --force")).with_code(0);
}
