//! Compiling ahead, and the cache.

use super::fake_compiler::FakeCompiler;
use super::place::{Place, error};
use serde_json::Value;
use std::fs;

/// A model whose graphs are small.
const SMALL: &str = "--dataset statlog-landsat --dataset-size 300 --model cnn --set model.channels=[4] \
    --batch-size 8";

fn compile(flags: &str) -> String {
    format!("compile --target trn1 {SMALL} {flags}")
}

#[test]
fn both_graphs_are_compiled_once() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "good");
    let output = fake.run(&compile("")).with_code(0);
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", output.stdout);
    for (line, graph) in lines.iter().zip(["forward", "training"]) {
        assert!(line.starts_with(&format!("cnn {graph} for trn1: compiled in ")), "{line}");
        assert!(line.contains(" 2048 bytes, ") && line.ends_with("/model.neff"), "{line}");
        assert!(output.stderr.contains(&format!("compiling `cnn {graph}` (")), "{}", output.stderr);
    }
    assert_eq!(fake.calls().len(), 2);
    assert!(fake.calls().iter().all(|call| call.contains("--target=trn1 ")), "{:?}", fake.calls());

    let again = fake.run(&compile("--json")).with_code(0);
    let json: Value = serde_json::from_str(&again.stdout).unwrap();
    let counted = [&json["compiles"], &json["cache_hits"], &json["failures"]];
    assert_eq!(counted, [&0.into(), &2.into(), &0.into()] as [&Value; 3]);
    for graph in json["graphs"].as_array().unwrap() {
        assert_eq!((&graph["from_cache"], &graph["bytes"]), (&true.into(), &2048.into()));
        assert!(fs::metadata(graph["neff"].as_str().unwrap()).unwrap().is_file());
    }
    assert_eq!(fake.calls().len(), 2, "nothing is compiled twice");
    // Another size is another graph; a seed, a rate and a name are not.
    let _same = fake.run(&compile("--seed 7 --set trainer.learning_rate=0.5")).with_code(0);
    assert_eq!(fake.calls().len(), 2);
    let _other = fake.run(&compile("--forward --set model.channels=[8]")).with_code(0);
    assert_eq!(fake.calls().len(), 3);
}

#[test]
fn one_graph_can_be_compiled_alone() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "good");
    for (flag, graph) in [("--train", "cnn training"), ("--forward", "cnn forward")] {
        let output = fake.run(&compile(&format!("{flag} --quiet"))).with_code(0);
        assert_eq!((output.stdout.lines().count(), output.stderr.as_str()), (1, ""));
        assert!(output.stdout.starts_with(graph), "{}", output.stdout);
    }
    let _both = fake.run(&compile("--train --forward")).with_code(2);
}

#[test]
fn what_is_exported_is_what_is_compiled() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "good");
    let _compiled = fake.run(&compile("--train")).with_code(0);
    let _exported = place.run(&format!("export --hlo step.pb --train {SMALL}")).with_code(0);
    let entry = &fake.entries()[0];
    let compiled = fs::read(entry.join("model.hlo_module.pb")).unwrap();
    assert!(compiled == fs::read(place.path().join("step.pb")).unwrap());
}

#[test]
fn the_cache_is_listed_and_emptied() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "good");
    let said = |line: &str| {
        let text = fake.run(line).with_code(0).stdout;
        text.replace(&place.path().display().to_string(), "PLACE")
    };
    assert_eq!(said("compile --list"), "0 graphs of 0 bytes in PLACE/cache\n");
    let _filled = fake.run(&compile("")).with_code(0);
    fake.mode("refuse");
    let _refused = fake.run(&compile("--forward --set model.channels=[8]")).with_code(1);
    let listed = said("compile --list");
    for part in ["cnn forward\ttrn1\tneuronx-cc 2.26", "cnn training\ttrn1\t", "\tfailed: "] {
        assert!(listed.contains(part), "{part}: {listed}");
    }
    assert!(listed.lines().last().unwrap().starts_with("3 graphs of "), "{listed}");
    let json: Value = serde_json::from_str(&said("compile --list --json")).unwrap();
    assert_eq!(json["entries"].as_array().unwrap().len(), 3);

    insta::assert_snapshot!(fake.refusal("compile --clear"), @"error: `--clear` is without `--yes`, and would remove 3 graphs from `PLACE/cache`, expected `--clear --yes`");
    assert_eq!(fake.entries().len(), 3, "nothing is gone");
    let said = said("compile --clear --yes");
    assert!(said.starts_with("removed 3 graphs of "), "{said}");
    assert_eq!(fake.entries().len(), 0);
}

#[test]
fn without_a_compiler() {
    let place = Place::new();
    let refusal = |variable: &str, value: &str| {
        let output = place.run_with(&compile(""), &[(variable, value.to_owned())]).with_code(2);
        assert_eq!(output.stdout, "");
        error(&output)
    };
    insta::assert_snapshot!(refusal("PATH", "/nowhere"), @"error: `neuronx-cc` is not on PATH: install the package `neuronx-cc` from AWS Neuron's own pip repository, or set NEURON_CC to the program; it needs no Neuron device, so any x86-64 Linux can compile ahead");
    insta::assert_snapshot!(refusal("NEURON_CC", "/nowhere/neuronx-cc"), @"error: NEURON_CC names `/nowhere/neuronx-cc`, which is no program that can be run: set it to the path of `neuronx-cc`, or unset it to search PATH");
    let left: Vec<_> = fs::read_dir(place.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_refusal_is_told_with_the_graph_and_kept() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "refuse");
    let output = fake.run(&compile("--train")).with_code(1);
    assert_eq!(output.stdout, "");
    let said = error(&output);
    assert!(said.starts_with("error: cnn training: ") && said.contains("EVRF029"), "{said}");
    let output = fake.run(&compile("--json")).with_code(1);
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["failures"], 2, "the second is tried where the first failed");
    assert!(json["graphs"][0]["error"].as_str().unwrap().contains("EVRF029"), "{json}");
    fake.mode("good");
    let _done = fake.run(&compile("")).with_code(0);
}

#[test]
fn what_is_not_to_be_kept_is_not() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "good");
    let mut environment = fake.environment().to_vec();
    environment.push(("NEURON_CC_FLAGS", "--no_cache".to_owned()));
    let output = place.run_with(&compile("--forward"), &environment).with_code(0);
    assert!(
        output.stdout.ends_with("not kept, as `--no_cache` in NEURON_CC_FLAGS asks\n"),
        "{}",
        output.stdout
    );
    assert_eq!(fake.entries().len(), 0);
}

#[test]
fn a_signal_ends_it_at_once_with_75() {
    let place = Place::new();
    let fake = FakeCompiler::new(&place, "hang");
    let variables: Vec<String> =
        fake.environment().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let script = format!(
        "env {} \"$0\" {} & child=$!; while [ ! -e compiler/hanging ]; do sleep 0.05; done; \
         kill -TERM $child; wait $child",
        variables.join(" "),
        compile("--json").replace("[4]", "'[4]'"),
    );
    let output = place.shell(&script).with_code(75);
    assert_eq!(output.stdout, "");
    assert!(output.stderr.lines().last().unwrap().starts_with("stopped; "), "{}", output.stderr);
}

#[test]
fn it_is_told_what_to_compile_for() {
    let place = Place::new();
    let output = place.run("compile").with_code(2);
    assert!(output.stderr.contains("--target <T>"), "{}", output.stderr);
    let _no_clear = place.run("compile --list --yes").with_code(2);
}
