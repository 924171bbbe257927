use crate::place::{Place, SMALL, json};

#[test]
fn as_accurate_as_on_the_processor_and_compiled_once() {
    let place = Place::new();
    let cpu = json(&place.run(&format!("{SMALL} --device cpu --name cpu"), &[]).with_code(0));
    let run = |name: &str, more: &str| {
        let line = format!("{SMALL} --device neuron --name {name} {more}");
        json(&place.run(&line, &[]).with_code(0))
    };
    let neuron = run("neuron", "");
    let accuracy = |said: &serde_json::Value| said["metrics"]["accuracy"].as_f64().unwrap();
    let apart = (accuracy(&cpu) - accuracy(&neuron)).abs();
    assert!(apart <= 0.005, "{} and {}", accuracy(&cpu), accuracy(&neuron));
    let device = neuron["device"].as_str().unwrap();
    assert!(device.contains("stand-in, not hardware"), "{device}");
    // A step, the validation's batch, the test's batch.
    let graphs = neuron["compiles"].as_u64().unwrap() + neuron["cache_hits"].as_u64().unwrap();
    assert!((2..=3).contains(&graphs), "{neuron}");

    // Another rate and another seed are no other graph.
    let again = run("again", "--set trainer.learning_rate=0.002 --seed 5");
    assert_eq!(again["compiles"], 0, "{again}");

    // All that lives on the device is put away, and all that travels is the batch and the loss.
    let counted = place.counted();
    for live in ["models", "tensors", "tensor_sets"] {
        assert_eq!(counted["live"][live], 0, "{live}: {counted}");
    }

    let report =
        std::fs::read_to_string(place.path().join("runs/vision/neuron/report.md")).unwrap();
    assert!(report.contains("stand-in"), "a report says what it ran on");
    let card =
        std::fs::read_to_string(place.path().join("runs/vision/neuron/model-card.md")).unwrap();
    assert!(card.contains("stand-in"), "a model card says what it was trained on");
}

#[test]
fn what_was_compiled_ahead_is_found() {
    let place = Place::new();
    let choice = SMALL.trim_start_matches("train ").replace(" --quiet", "");
    let line = format!("compile {choice} --model vit --target trn1");
    let _compiled = place.run(&line, &[]).with_code(0);
    let line = format!("{SMALL} --device neuron --name first");
    let trained = json(&place.run(&line, &[]).with_code(0));
    assert_eq!(trained["compiles"], 0, "{trained}");
}

#[test]
fn two_cores_share_each_batch_and_a_run_goes_on_on_them() {
    let place = Place::new();
    let settings = [("NEURON_RT_ROOT_COMM_ID", "127.0.0.1:48620"), ("NEURON_SIM_CORES", "2")];
    let run = |name: &str, device: &str, more: &str| {
        let line = format!("{SMALL} --device {device} --name {name} {more}");
        json(&place.run(&line, &settings).with_code(0))
    };
    let one = run("one", "neuron", "");
    let two = run("two", "neuron:2", "");
    let accuracy = |said: &serde_json::Value| said["metrics"]["accuracy"].as_f64().unwrap();
    // The same batches, seeds and sums, in another order: no layer of this model sees two samples.
    let apart = (accuracy(&one) - accuracy(&two)).abs();
    assert!(apart <= 0.005, "{} and {}", accuracy(&one), accuracy(&two));
    assert!(two["device"].as_str().unwrap().contains("core 0 to 1"), "{two}");

    let whole = place.weights("two");
    let fault = [settings[0], settings[1], ("NEURON_SIM_FAULT", "nrt_execute:21:5")];
    let line = format!("{SMALL} --device neuron:2 --name broken");
    let _broken = place.run(&line, &fault).with_code(2);
    let _resumed = place.run(&format!("{line} --resume"), &settings).with_code(0);
    assert!(place.weights("broken") == whole, "resumed to other bits");

    let odd = place.run(
        &format!("{} --device neuron:2", SMALL.replace("--batch-size 32", "--batch-size 31")),
        &settings,
    );
    let said = odd.with_code(2).stderr;
    assert!(said.contains("a multiple of the number of cores"), "{said}");
}
