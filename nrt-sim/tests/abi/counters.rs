//! What is left at the end.

use std::fs;

use serde_json::{Value, json};

use crate::api::Api;
use crate::program::{compile, step};

fn report(api: &Api) -> Value {
    let text = fs::read_to_string(api.folder.path().join("report.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn reporting() -> Api {
    let api = Api::open(&[]);
    let path = api.folder.path().join("report.json");
    api.set("NEURON_SIM_REPORT", path.to_str().unwrap());
    api
}

#[test]
fn what_was_not_freed_is_in_the_report() {
    let api = reporting();
    let model = api.load(&compile(&step(), api.folder.path(), &[]), 0).unwrap();
    let (w, x, y) =
        (api.tensor(0, &[9.0; 3]), api.tensor(0, &[1.0; 3]), api.allocate(0, 12).unwrap());
    let inputs = api.set_of(&[("w.must_alias_input", w), ("x", x)]);
    let outputs = api.set_of(&[("w", w), ("y", y)]);
    assert_eq!(api.execute(model, inputs, outputs), 0);
    api.read(y);
    api.destroy(inputs);
    api.free(x);
    api.close();
    let report = report(&api);
    assert_eq!(report["note"], "nrt-sim stand-in, not hardware");
    let live = json!({"models": 1, "tensors": 2, "tensor_sets": 1, "tensor_infos": 0});
    assert_eq!(report["live"], live);
    assert_eq!(report["bytes"], json!({"to_device": 24, "from_device": 12, "copied": 0}));
    assert_eq!((&report["loads"], &report["executions"]), (&json!(1), &json!(1)));
    assert_eq!(report["calls"]["nrt_tensor_allocate"], 3);
    assert_eq!(report["calls"]["nrt_close"], 1);
    assert_eq!(report["calls_after_close"], 0);
}

#[test]
fn a_clean_end_leaves_nothing() {
    let api = reporting();
    let model = api.load(&compile(&step(), api.folder.path(), &[]), 0).unwrap();
    let tensor = api.allocate(0, 4).unwrap();
    api.free(tensor);
    assert_eq!(api.unload(model), 0);
    api.close();
    let live = json!({"models": 0, "tensors": 0, "tensor_sets": 0, "tensor_infos": 0});
    assert_eq!(report(&api)["live"], live);
    assert_eq!(report(&api)["failures"], 0);
}

#[test]
fn what_is_freed_too_late_is_told() {
    let api = reporting();
    let tensor = api.allocate(0, 4).unwrap();
    api.close();
    assert_eq!(report(&api)["live"]["tensors"], 1);
    api.free(tensor);
    assert_eq!(report(&api)["calls_after_close"], 1);
}
