//! Modules that jax made, of functions and of their gradients, read into graphs: the values are those
//! that XLA computes.
//!
//! `NEURON_XLA_PYTHON` is an interpreter with jax; `cargo xtask test` makes one and sets it.

// A test that unwraps an error has failed, and says which.
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod made;

use made::Made;
use neuron_rt::neuron::checker::{Severity, check};
use neuron_rt::neuron::hlo::proto::HloModule;
use neuron_rt::neuron::{Target, hlo};
use neuron_rt::{Device, graph::DType};
use prost::Message;
use std::collections::BTreeSet;
use support::close::{Tolerance, difference};
use support::run::run;

fn tolerance(dtype: DType) -> Tolerance {
    match dtype {
        // XLA keeps what is between two operations in f32.
        DType::BF16 => Tolerance { of_largest: 2e-2, of_element: 0.0, scale: 0.0 },
        DType::F16 => Tolerance { of_largest: 2e-3, of_element: 0.0, scale: 0.0 },
        dtype if dtype.is_float() => Tolerance { of_largest: 1e-5, of_element: 0.0, scale: 0.0 },
        _ => Tolerance::EXACT,
    }
}

fn disagreement(name: &str, device: &Device) -> Option<String> {
    let made = Made::of(name);
    let graph = match hlo::read(&made.module) {
        Ok(graph) => graph,
        Err(error) => return Some(error.to_string()),
    };
    let found = run(&graph, device, &made.inputs);
    if found.len() != made.outputs.len() {
        return Some(format!("{} outputs, expected {}", found.len(), made.outputs.len()));
    }
    let wrong: Vec<String> = graph
        .outputs()
        .iter()
        .zip(found.iter().zip(&made.outputs))
        .filter_map(|(output, (found, expected))| {
            let wrong = difference(found, expected, tolerance(expected.ty().dtype));
            wrong.map(|wrong| format!("{}: {wrong}", output.name))
        })
        .collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}

fn all(device: &Device) {
    let wrong: Vec<String> = made::names()
        .iter()
        .filter_map(|name| disagreement(name, device).map(|wrong| format!("`{name}`: {wrong}")))
        .collect();
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_reference_computes_what_xla_computes() {
    all(&Device::Reference);
}

#[test]
fn the_planned_executor_computes_what_xla_computes() {
    all(&Device::Cpu);
}

#[test]
fn what_is_read_is_lowered_and_read_again() {
    let mut wrong = Vec::new();
    for name in made::names() {
        let made = Made::of(name);
        let graph = hlo::read(&made.module).unwrap();
        let again = hlo::read(&hlo::lower(&graph, name).to_bytes()).unwrap();
        let (first, second) = (
            run(&graph, &Device::Reference, &made.inputs),
            run(&again, &Device::Reference, &made.inputs),
        );
        for (found, expected) in second.iter().zip(&first) {
            if let Some(found) = difference(found, expected, tolerance(expected.ty().dtype)) {
                wrong.push(format!("`{name}`: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}

/// jax's own modules are not for neuronx-cc as they are (their numbers alone are too large); what is
/// lowered from them again is.
#[test]
fn what_the_checker_refuses_of_a_foreign_module_is_gone_when_it_is_lowered() {
    let mut refused = BTreeSet::new();
    let mut left = Vec::new();
    for name in made::names() {
        let made = Made::of(name);
        let foreign = HloModule::decode(&made.module[..]).unwrap();
        let rules = |module: &HloModule| -> BTreeSet<&str> {
            let findings = check(module, Target::Trn1);
            let hard = findings.iter().filter(|finding| finding.severity == Severity::Refused);
            hard.map(|finding| finding.rule).collect()
        };
        refused.extend(rules(&foreign));
        let lowered = hlo::lower(&hlo::read(&made.module).unwrap(), name);
        let rules = rules(&lowered.proto);
        // What is left of a division of floats is exact in f64 alone.
        let exact = name.starts_with("jumps") && rules.iter().eq(&["double-precision"]);
        if !rules.is_empty() && !exact {
            left.push(format!("`{name}`: {rules:?}"));
        }
    }
    let expected = [
        "conditional",
        "convolution-dilation",
        "id-range",
        "reduce-computation",
        "select-and-scatter",
        "variadic-reduce",
        "window-dilation",
    ];
    for rule in expected {
        assert!(refused.contains(rule), "`{rule}` found nothing in {refused:?}");
    }
    for rule in ["unique-names", "definition-order", "layout", "program-shape", "trip-count"] {
        assert!(!refused.contains(rule), "`{rule}` is wrong about what XLA's own tools write");
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}
