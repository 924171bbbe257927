//! The program on XLA's own device for processors: `--device pjrt:PATH`.
//!
//! `NEURON_XLA_PLUGIN` is the path of a plugin; `cargo xtask test` fetches one and sets it.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

use neuron_testkit::command::Command;
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_neuron-vision");

fn train(folder: &std::path::Path, device: &str, model: &str) -> Value {
    let line = format!(
        "train --dataset statlog-landsat --dataset-size 600 --epochs 2 --batch-size 32 \
         --model {model} --set members=1 --set test_time_views=false --set validation_share=0.1 \
         --json --quiet --name {model}-{}",
        &device[..3]
    );
    let output = Command::new(BINARY)
        .in_folder(folder)
        .args(line.split_whitespace())
        .args(["--device", device])
        .run()
        .with_code(0);
    serde_json::from_str(output.stdout.trim()).unwrap()
}

#[test]
fn as_accurate_as_on_the_processor() {
    let plugin = std::env::var("NEURON_XLA_PLUGIN")
        .unwrap_or_else(|_| panic!("NEURON_XLA_PLUGIN is not set: run `cargo xtask test xla`"));
    let folder = tempfile::tempdir().unwrap();
    for model in ["vit", "cnn", "resnet"] {
        let cpu = train(folder.path(), "cpu", model);
        let xla = train(folder.path(), &format!("pjrt:{plugin}"), model);
        let of = |said: &Value, what: &str| said["metrics"][what].as_f64().unwrap();
        let apart = (of(&cpu, "accuracy") - of(&xla, "accuracy")).abs();
        assert!(apart <= 0.005, "{model}: {apart} apart");
        assert_eq!(xla["device"], "pjrt cpu");
    }
}
