//! Faults on demand.

use crate::api::Api;
use crate::program::{compile, step};

#[test]
fn each_call_can_fail_once() {
    let api = Api::open(&[("NEURON_SIM_FAULT", "nrt_tensor_allocate:2:4;nrt_tensor_write:1:6")]);
    let tensor = api.allocate(0, 4).unwrap();
    assert_eq!(api.allocate(0, 4), Err(4));
    api.allocate(0, 4).unwrap();
    assert_eq!((api.write(tensor, &[1.0]), api.write(tensor, &[1.0])), (6, 0));
    assert_eq!(api.counters().faults, 2);
    assert_eq!(api.counters().live_tensors, 2);
}

#[test]
fn a_star_counts_all_calls_that_return_a_status() {
    let api = Api::new(&[("NEURON_SIM_FAULT", "*:1:1;*:3:9")]);
    assert_eq!((api.init(), api.init()), (1, 0));
    assert_eq!(api.allocate(0, 4), Err(9));
    api.allocate(0, 4).unwrap();
}

#[test]
fn a_malformed_list_stops_everything() {
    let api = Api::new(&[("NEURON_SIM_FAULT", "nrt_execute")]);
    assert_eq!(api.init(), 2);
    api.set("NEURON_SIM_FAULT", "");
    assert_eq!(api.init(), 0);
}

#[test]
fn what_a_fault_leaves_depends_on_when_it_strikes() {
    let list = "nrt_execute:1:7;nrt_execute:2:1005;nrt_execute:3:1004;nrt_execute:4:1003;\
                nrt_execute:5:101;nrt_execute:7:5";
    let api = Api::open(&[("NEURON_SIM_FAULT", list)]);
    let model = api.load(&compile(&step(), api.folder.path(), &[]), 0).unwrap();
    let (w, x, y) = (api.tensor(0, &[9.0; 3]), api.tensor(0, &[1.0; 3]), api.tensor(0, &[0.0; 3]));
    let inputs = api.set_of(&[("w.must_alias_input", w), ("x", x)]);
    let outputs = api.set_of(&[("w", w), ("y", y)]);
    let run = || (api.execute(model, inputs, outputs), api.read(w));
    assert_eq!(run(), (7, vec![9.0; 3]), "it did not begin");
    assert_eq!(run(), (1005, vec![9.0; 3]), "it did not begin");
    assert_eq!(run(), (1004, vec![8.0; 3]), "it ended");
    assert_eq!(run(), (1003, vec![7.0; 3]), "it ended");
    let (status, left) = run();
    assert!(status == 101 && left.iter().all(|value| value.is_nan()), "it broke off: {left:?}");
    api.write(w, &[5.0; 3]);
    assert_eq!(run(), (0, vec![4.0; 3]));
    assert!(run().1[0].is_nan());
    assert_eq!(api.read(x), [1.0; 3]);
}
