//! A signal while the compiler is at work, which may take an hour.

use crate::place::{Place, SMALL, json};
use std::fs;
use std::process::Command;

/// A compiler that sends the program that started it a signal, and then takes its time.
fn slow_compiler(place: &Place) -> String {
    let path = place.path().join("slow-compiler");
    let script = "#!/bin/sh\n[ \"$1\" = --version ] && exec \"$(dirname \"$0\")/neuronx-cc\" \"$@\"\n\
                  kill -TERM $PPID\nsleep 300\n";
    fs::write(path.with_extension("part"), script).unwrap();
    // A file that this process ever wrote to may still be open in a child of another test, and could
    // then not be run.
    let copy = "cp slow-compiler.part slow-compiler && chmod 755 slow-compiler";
    let copied = Command::new("sh").args(["-c", copy]).current_dir(place.path()).status();
    assert!(copied.unwrap().success());
    path.display().to_string()
}

#[test]
fn a_training_stops_at_once_and_goes_on_to_the_same_bits() {
    let place = Place::new();
    let compiler = slow_compiler(&place);
    let line = |name: &str| format!("{SMALL} --device neuron --name {name}");
    let stopped = place.run(&line("first"), &[("NEURON_CC", &compiler)]).with_code(75);
    let said = json(&stopped);
    assert_eq!((&said["interrupted_at_step"], &said["compiles"]), (&0.into(), &0.into()), "{said}");
    let resumed = json(&place.run(&format!("{} --resume", line("first")), &[]).with_code(0));
    assert!(resumed["compiles"].as_u64().unwrap() > 0, "{resumed}");
    let _whole = place.run(&line("whole"), &[]).with_code(0);
    assert!(place.weights("first") == place.weights("whole"));
}
