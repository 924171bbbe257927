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
