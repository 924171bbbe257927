//! Executions.

use std::thread;

use crate::api::{Api, Handle, Shared, call};
use crate::program::{compile, logarithm, lookup, step};

/// A model of `step` with its tensors.
struct Step {
    model: Handle,
    w: Handle,
    x: Handle,
    y: Handle,
}

impl Step {
    fn new(api: &Api, core: i32) -> Step {
        let model = api.load(&compile(&step(), api.folder.path(), &[]), core).unwrap();
        let (w, x) = (api.tensor(core, &[10.0, 20.0, 30.0]), api.tensor(core, &[1.0, 2.0, 3.0]));
        Step { model, w, x, y: api.allocate(core, 12).unwrap() }
    }

    fn sets(&self, api: &Api) -> (Handle, Handle) {
        let inputs = api.set_of(&[("w.must_alias_input", self.w), ("x", self.x)]);
        (inputs, api.set_of(&[("w", self.w), ("y", self.y)]))
    }
}

#[test]
fn state_stays_in_its_memory() {
    let api = Api::open(&[]);
    let step = Step::new(&api, 0);
    let (inputs, outputs) = step.sets(&api);
    assert_eq!(api.execute(step.model, inputs, outputs), 0);
    assert_eq!(api.read(step.w), [9.0, 18.0, 27.0]);
    assert_eq!(api.read(step.y), [10.0, 40.0, 90.0], "of the state before");
    let repeat = |count: i32| {
        call!(api, nrt_execute_repeat(step.model => Handle, inputs => Handle, outputs => Handle,
            count => i32) -> i32)
    };
    assert_eq!((repeat(3), repeat(0)), (0, 2));
    assert_eq!(api.read(step.w), [6.0, 12.0, 18.0]);
    assert_eq!(api.counters().executions, 4);
}

#[test]
fn every_tensor_has_to_fit() {
    for (expected, settings) in [(2, &[][..]), (1002, &[("NEURON_SIM_BAD_INPUT_STATUS", "1002")])] {
        let api = Api::open(settings);
        let step = Step::new(&api, 0);
        let (inputs, outputs) = step.sets(&api);
        let run = |inputs, outputs| api.execute(step.model, inputs, outputs);
        let without = api.set_of(&[("w.must_alias_input", step.w)]);
        assert_eq!(run(without, outputs), expected, "a missing name");
        let more = api.set_of(&[("w.must_alias_input", step.w), ("x", step.x), ("z", step.x)]);
        assert_eq!(run(more, outputs), expected, "an unknown name");
        let small = api.allocate(0, 8).unwrap();
        let smaller = api.set_of(&[("w.must_alias_input", step.w), ("x", small)]);
        assert_eq!(run(smaller, outputs), expected, "a wrong size");
        let copy = api.tensor(0, &[0.0; 3]);
        assert_eq!(
            run(inputs, api.set_of(&[("w", copy), ("y", step.y)])),
            expected,
            "the state's output elsewhere"
        );
        assert_eq!(
            run(inputs, api.set_of(&[("w", step.w), ("y", step.x)])),
            expected,
            "an output in an input's memory"
        );
        let part = api.slice(step.w, 0, 12).unwrap();
        assert_eq!(
            run(inputs, api.set_of(&[("w", step.w), ("y", part)])),
            expected,
            "two outputs in one memory"
        );
        assert_eq!(run(inputs, step.w), 3);
        assert_eq!(api.read(step.w), [10.0, 20.0, 30.0], "nothing was executed");
        assert_eq!(api.write(step.x, &[1.0, 2.0, 3.0]), 0);
        assert_eq!(api.counters().writes_during_execution, 0, "and nothing is under way");
        assert_eq!(run(inputs, outputs), 0);
    }
}

#[test]
fn tensors_lie_on_the_core_of_the_model_and_live() {
    let api = Api::open(&[]);
    let step = Step::new(&api, 0);
    let (inputs, outputs) = step.sets(&api);
    assert_eq!(api.add(inputs, "x", api.tensor(1, &[0.0; 3])), 0);
    assert_eq!(api.execute(step.model, inputs, outputs), 2);
    assert_eq!(api.add(inputs, "x", step.x), 0);
    api.free(step.y);
    assert_eq!(api.execute(step.model, inputs, outputs), 3, "a set does not keep tensors alive");
}

#[test]
fn an_index_beyond_the_table_stops_the_execution() {
    let api = Api::open(&[]);
    let model = api.load(&compile(&lookup(), api.folder.path(), &[]), 0).unwrap();
    let (table, at) = (api.tensor(0, &[5.0, 6.0, 7.0, 8.0]), api.allocate(0, 8).unwrap());
    let y = api.tensor(0, &[0.0; 2]);
    let (inputs, outputs) = (api.set_of(&[("table", table), ("at", at)]), api.set_of(&[("y", y)]));
    let run = |indices: [i32; 2]| {
        api.write_at(at, 0, &indices.map(i32::to_le_bytes).concat());
        (api.execute(model, inputs, outputs), api.read(y))
    };
    assert_eq!(run([3, 0]), (0, vec![8.0, 5.0]));
    for indices in [[0, 4], [-1, 0]] {
        let (status, left) = run(indices);
        assert_eq!(status, 1006);
        assert!(left.iter().all(|value| value.is_nan()), "what it left is undefined");
    }
}

#[test]
fn not_a_number_is_reported_on_request() {
    let api = Api::open(&[]);
    let model = api.load(&compile(&logarithm(), api.folder.path(), &[]), 0).unwrap();
    let (x, y) = (api.tensor(0, &[1.0, -1.0]), api.tensor(0, &[0.0; 2]));
    let (inputs, outputs) = (api.set_of(&[("x", x)]), api.set_of(&[("y", y)]));
    assert_eq!(api.execute(model, inputs, outputs), 0);
    api.set("NEURON_SIM_NUMERICAL_ERRORS", "1");
    assert_eq!(api.execute(model, inputs, outputs), 1003);
    let left = api.read(y);
    assert!(left[0] == 0.0 && left[1].is_nan(), "the outputs are written: {left:?}");
    api.write(x, &[1.0, 1.0]);
    assert_eq!(api.execute(model, inputs, outputs), 0);
}

#[test]
fn a_model_that_executes_stays_loaded() {
    let api = Api::open(&[("NEURON_SIM_EXECUTE_MILLIS", "300")]);
    let step = Step::new(&api, 0);
    let (inputs, outputs) = step.sets(&api);
    let (api, handles) = (&api, Shared([step.model, inputs, outputs]));
    thread::scope(|scope| {
        let running = scope.spawn(move || {
            let [model, inputs, outputs] = handles.get();
            api.execute(model, inputs, outputs)
        });
        let busy = (0..500).find(|_| {
            thread::sleep(std::time::Duration::from_millis(1));
            api.write_at(step.x, 0, &[0; 4]);
            api.counters().writes_during_execution > 0
        });
        assert!(busy.is_some(), "a write into memory in use is noticed");
        assert_eq!(api.unload(step.model), 1005);
        assert_eq!(running.join().unwrap(), 0);
    });
    assert_eq!(api.unload(step.model), 0);
}

#[test]
fn threads_execute_at_the_same_time() {
    let api = Api::open(&[]);
    let steps = [Step::new(&api, 0), Step::new(&api, 1)];
    let threads = steps.iter().flat_map(|step| {
        // Each with an output of its own; the state of two threads would be one race.
        let core = if std::ptr::eq(step, &raw const steps[0]) { 0 } else { 1 };
        (0..2).map(move |_| (step.model, core))
    });
    thread::scope(|scope| {
        for (model, core) in threads {
            let (api, model) = (&api, Shared(model));
            scope.spawn(move || {
                let (w, x) = (api.tensor(core, &[100.0; 3]), api.tensor(core, &[1.0; 3]));
                let y = api.allocate(core, 12).unwrap();
                let inputs = api.set_of(&[("w.must_alias_input", w), ("x", x)]);
                let outputs = api.set_of(&[("w", w), ("y", y)]);
                for _ in 0..50 {
                    assert_eq!(api.execute(model.get(), inputs, outputs), 0);
                }
                assert_eq!(api.read(w), [50.0; 3]);
            });
        }
    });
    assert_eq!(api.counters().executions, 200);
}
