//! Calls of the library that fail, in `train` and in `predict`: one line, exit code 2, nothing left
//! on the device, and a run that goes on to the same bits.

use crate::place::{Place, SMALL};
use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::RGBA16;

/// Every function that a training calls, and which of its calls is to fail.
const FAULTS: [&str; 12] = [
    "nrt_init:1:1",
    "nrt_get_visible_vnc_count:1:2",
    "nrt_load:2:4",
    "nrt_get_model_tensor_info:1:1",
    "nrt_allocate_tensor_set:3:11",
    "nrt_add_tensor_to_tensor_set:20:1",
    "nrt_tensor_allocate:15:4",
    "nrt_tensor_write:30:5",
    "nrt_tensor_read:25:1",
    "nrt_execute:7:5",
    "nrt_execute:21:101",
    "nrt_execute:23:1004",
];

#[test]
fn a_training_goes_on_to_the_same_bits() {
    let place = Place::new();
    let line = |name: &str| format!("{SMALL} --device neuron --name {name}");
    let _whole = place.run(&line("whole"), &[]).with_code(0);
    for (number, fault) in FAULTS.iter().enumerate() {
        let name = format!("broken-{number}");
        place.forget();
        let broken = place.run(&line(&name), &[("NEURON_SIM_FAULT", fault)]).with_code(2);
        let errors: Vec<&str> =
            broken.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
        assert!(errors.len() == 1 && !broken.stderr.contains("panicked"), "{fault}: {broken:?}");
        if !fault.starts_with("nrt_init") {
            clean(&place, fault);
        }
        let folder = place.path().join("runs/vision").join(&name);
        let more = if folder.exists() { " --resume" } else { "" };
        let _resumed = place.run(&format!("{}{more}", line(&name)), &[]).with_code(0);
        assert!(place.weights(&name) == place.weights("whole"), "{fault}: other bits");
    }
}

fn clean(place: &Place, fault: &str) {
    let counted = place.counted();
    for live in ["models", "tensors", "tensor_sets"] {
        assert_eq!(counted["live"][live], 0, "{fault}: {counted}");
    }
}

#[test]
fn an_evaluation_fails_in_one_line() {
    let place = Place::new();
    let _whole = place.run(&format!("{SMALL} --device neuron --name whole"), &[]).with_code(0);
    let before = place.weights("whole");
    for fault in ["nrt_init:1:1", "nrt_load:1:4", "nrt_tensor_write:2:5", "nrt_execute:1:5"] {
        place.forget();
        let settings = [("NEURON_SIM_FAULT", fault)];
        let failed = place.run("eval --run whole --device neuron", &settings).with_code(2);
        assert_eq!(failed.stdout, "", "{fault}");
        assert!(failed.stderr.lines().last().unwrap().starts_with("error: "), "{failed:?}");
        if !fault.starts_with("nrt_init") {
            clean(&place, fault);
        }
    }
    assert!(place.weights("whole") == before);
}

#[test]
fn every_call_of_a_prediction_fails_once() {
    let place = Place::new();
    let _whole = place.run(&format!("{SMALL} --device neuron --name whole"), &[]).with_code(0);
    let before = place.weights("whole");
    // As many bands as the Landsat images have.
    let mut field = std::fs::File::create(place.path().join("field.tif")).unwrap();
    let pixels: Vec<u16> = (60..96).collect();
    TiffEncoder::new(&mut field).unwrap().write_image::<RGBA16>(3, 3, &pixels).unwrap();
    let line = "predict --run whole --device neuron field.tif";
    let expected = place.run(line, &[]).with_code(0).stdout;
    let mut failed = 0;
    for nth in 1.. {
        place.forget();
        let output = place.run(line, &[("NEURON_SIM_FAULT", &format!("*:{nth}:4"))]);
        assert!(!output.stderr.contains("panicked"), "call {nth}: {output:?}");
        let ended = place.ended();
        if let Some(counted) = &ended {
            for live in ["models", "tensors", "tensor_sets"] {
                assert_eq!(counted["live"][live], 0, "call {nth}");
            }
        }
        if output.code() == Some(0) {
            assert_eq!(output.stdout, expected, "call {nth}");
            if ended.is_some_and(|counted| counted["faults"] == 0) {
                break;
            }
        } else {
            let output = output.with_code(2);
            assert_eq!(output.stdout, "", "call {nth}");
            assert!(output.stderr.lines().last().unwrap().starts_with("error: "), "call {nth}");
            failed += 1;
        }
    }
    assert!(failed > 20, "{failed} calls failed");
    assert!(place.weights("whole") == before);
}
