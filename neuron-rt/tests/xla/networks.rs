//! Whole networks: forward, loss, every gradient, and steps of AdamW.

use crate::judge::{tolerance, xla};
use crate::support::close::difference;
use crate::support::networks::{Network, networks};
use neuron_rt::nn::Policy;
use neuron_rt::{Buffer, Device, Resident, compile};
use std::collections::BTreeMap;

/// What is wrong with named tensors, if anything is.
fn compare(
    what: &str,
    found: &BTreeMap<String, Buffer>,
    expected: &BTreeMap<String, Buffer>,
    policy: Policy,
) -> Vec<String> {
    assert!(found.keys().eq(expected.keys()), "{what}");
    let mut wrong = Vec::new();
    for (name, expected) in expected {
        let found = found[name].to_host().unwrap().to_literal();
        let expected = expected.to_host().unwrap().to_literal();
        // f32 that was computed in bf16 is as coarse.
        let scale = if policy == Policy::BF16 { policy.compute } else { expected.ty().dtype };
        if let Some(difference) = difference(&found, &expected, tolerance(scale, 0.0)) {
            wrong.push(format!("{what}, {name}: {difference}"));
        }
    }
    wrong
}

fn gradients(network: &Network, policy: Policy, device: &Device) -> BTreeMap<String, Buffer> {
    let graph = network.gradients(policy);
    let mut resident: Resident = network.step(policy, 1).initial(3);
    let mut data = network.batch(6);
    data.extend(network.feed(1).into_iter().filter(|(name, _)| name == "key"));
    compile(&graph, device).unwrap().step(&mut resident, &data).unwrap()
}

#[test]
fn losses_and_gradients() {
    let mut wrong = Vec::new();
    for network in networks() {
        let what = network.name;
        let found = gradients(&network, Policy::F32, xla());
        assert!(found["loss"].scalar() > 0.1, "{what}");
        for device in [Device::Reference, Device::Cpu] {
            let expected = gradients(&network, Policy::F32, &device);
            wrong.extend(compare(&format!("{what}, {device}"), &found, &expected, Policy::F32));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Weights and optimiser state after some steps, and the losses on the way.
fn steps(network: &Network, policy: Policy, device: &Device, count: u32) -> (Vec<f64>, Resident) {
    let step = network.step(policy, 1);
    let mut executable = compile(&step.graph, device).unwrap();
    let mut resident = step.initial(3);
    let losses = (1..=count)
        .map(|i| executable.step(&mut resident, &network.feed(i)).unwrap()["loss"].scalar())
        .collect();
    (losses, resident)
}

#[test]
fn a_step_of_adamw() {
    let mut wrong = Vec::new();
    for network in networks() {
        let (found_losses, found) = steps(&network, Policy::F32, xla(), 1);
        let (losses, expected) = steps(&network, Policy::F32, &Device::Cpu, 1);
        assert!((found_losses[0] - losses[0]).abs() <= 1e-5 * losses[0], "{}", network.name);
        // AdamW's first step divides a gradient by itself: where it is next to nothing, its sign
        // decides, so the moments are compared, and the weights by the moments that moved them.
        wrong.extend(compare(network.name, &moments(&found), &moments(&expected), Policy::F32));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn moments(resident: &Resident) -> BTreeMap<String, Buffer> {
    resident
        .iter()
        .filter(|(name, _)| name.contains('/'))
        .map(|(name, buffer)| (name.clone(), buffer.to_host().unwrap().into_owned()))
        .collect()
}

#[test]
fn losses_of_twenty_steps() {
    for network in networks() {
        let (found, _) = steps(&network, Policy::F32, xla(), 20);
        let (expected, _) = steps(&network, Policy::F32, &Device::Cpu, 20);
        for (found, expected) in found.iter().zip(&expected) {
            let apart = (found - expected).abs() / expected;
            assert!(apart <= 1e-4, "{}: {found} and {expected}", network.name);
        }
    }
}

#[test]
fn losses_in_bf16() {
    for network in networks() {
        let (found, _) = steps(&network, Policy::BF16, xla(), 5);
        let (expected, _) = steps(&network, Policy::BF16, &Device::Cpu, 5);
        for (found, expected) in found.iter().zip(&expected) {
            let apart = (found - expected).abs() / expected;
            assert!(apart <= 2e-2, "{}: {found} and {expected}", network.name);
        }
    }
}

#[test]
fn what_a_step_keeps_stays_on_the_device() {
    for network in networks() {
        let (_, resident) = steps(&network, Policy::F32, xla(), 2);
        for (name, buffer) in &resident {
            assert!(buffer.is_on_device(), "{}: {name}", network.name);
        }
    }
}
