//! A loss that leaves the numbers.

use super::place::{Place, SMALL, error};
use std::fs;

#[test]
fn a_loss_that_is_no_number_stops_the_run_and_keeps_the_last_good_checkpoint() {
    let place = Place::new();
    let line = format!(
        "{SMALL} --name first --set trainer.learning_rate=1e30 --set trainer.warmup=0.5 \
         --set trainer.checkpoint_steps=1 --json"
    );
    let output = place.run(&line).with_code(2);
    assert_eq!(output.stdout, "");
    let said = error(&output);
    insta::assert_snapshot!(said, @"error: the loss is NaN at step 2: training stopped, and the checkpoint of step 1 is kept; try a smaller `learning_rate`, or `--debug` to find the layer");
    let checkpoints = fs::read_dir(place.of_run("checkpoints")).unwrap();
    let names: Vec<String> =
        checkpoints.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let newest = names.iter().max().unwrap().trim_start_matches("step-").trim_start_matches('0');
    assert!(said.contains(&format!("the checkpoint of step {newest} is kept")), "{names:?}");
    assert!(!place.of_run("model.safetensors").exists(), "nothing is exported of such a run");
}

#[test]
fn with_debug_the_layer_is_named() {
    let place = Place::new();
    let line = format!("{SMALL} --set trainer.learning_rate=1e30 --debug");
    let said = error(&place.run(&line).with_code(2));
    insta::assert_snapshot!(said, @"error: layer `blocks.0.norm1`: `mul` made an infinity");
}
