//! Compilations that go wrong on request.

use std::process::Command;
use std::time::Duration;
use std::{fs, thread};

use crate::program::step;
use crate::run::Run;

const COMPILE: &str = "compile module.pb --framework XLA --target trn1";
const FAULT: &str = "NEURON_SIM_COMPILE_FAULT";

#[test]
fn a_compilation_fails_in_each_way() {
    let whole = Run::new(&step(), COMPILE, &[]).file("file.neff").unwrap();
    for (fault, code, left) in [
        ("fail", Some(70), None),
        ("fail:5", Some(5), None),
        ("crash", None, None),
        ("truncate", Some(70), Some(&whole[..whole.len() / 2])),
        ("no-output", Some(0), None),
    ] {
        let run = Run::new(&step(), COMPILE, &[(FAULT, fault)]);
        assert_eq!((run.code, run.file("file.neff").as_deref()), (code, left), "{fault}");
    }
    let run = Run::new(&step(), COMPILE, &[(FAULT, "melt")]);
    assert_eq!(run.err, "neuronx-cc: error: `NEURON_SIM_COMPILE_FAULT` is `melt`\n");
}

#[test]
fn compilations_are_counted_and_one_of_them_fails() {
    let environment = [(FAULT, "fail@2"), ("NEURON_SIM_COMPILE_LOG", "log.jsonl")];
    let mut run = Run::new(&step(), COMPILE, &environment);
    let mut codes = vec![run.code];
    for _ in 0..2 {
        run = Run::again(run.folder, COMPILE, &environment);
        codes.push(run.code);
    }
    assert_eq!(codes, [Some(0), Some(70), Some(0)]);
    let log = String::from_utf8(run.file("log.jsonl").unwrap()).unwrap();
    let first: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    assert_eq!(first["arguments"][0], "module.pb");
    assert_eq!(log.lines().count(), 3);
}

#[test]
fn a_compilation_takes_its_time_after_it_was_noted() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("module.pb"), step()).unwrap();
    let mut compiler = Command::new(env!("CARGO_BIN_EXE_neuronx-cc"))
        .args(COMPILE.split_whitespace())
        .env("NEURON_SIM_COMPILE_MILLIS", "600000")
        .env("NEURON_SIM_COMPILE_LOG", "log.jsonl")
        .current_dir(folder.path())
        .spawn()
        .unwrap();
    while !folder.path().join("log.jsonl").exists() {
        assert!(compiler.try_wait().unwrap().is_none(), "it ended before it noted anything");
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(Duration::from_millis(50));
    let running = compiler.try_wait().unwrap().is_none();
    compiler.kill().unwrap();
    compiler.wait().unwrap();
    assert!(running && !folder.path().join("file.neff").exists());
}
