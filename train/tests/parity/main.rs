//! Parity with Python libraries: run by name, with `NEURON_PARITY_PYTHON` naming an interpreter that
//! can import them.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::path::Path;
use std::process::Command;

mod tensorboard;

/// Runs a script of this folder and reads the JSON that it prints.
fn python(script: &str, argument: &Path) -> serde_json::Value {
    let python = std::env::var_os("NEURON_PARITY_PYTHON")
        .expect("NEURON_PARITY_PYTHON names a Python that can import tensorboard");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parity").join(script);
    let output = Command::new(python).arg(script).arg(argument).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
