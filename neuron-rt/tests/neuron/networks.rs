//! Training on the stand-in against training on the processor.

use crate::machine::Machine;
use crate::support::networks::networks;
use neuron_rt::nn::Policy;
use neuron_rt::{Device, compile};

fn losses(name: &str, device: &Device, steps: u32) -> Vec<f64> {
    let network = networks().into_iter().find(|network| network.name == name).unwrap();
    let step = network.step(Policy::F32, 1);
    let mut executable = compile(&step.graph, device).unwrap();
    let mut resident = step.initial(3);
    (1..=steps)
        .map(|i| executable.step(&mut resident, &network.feed(i)).unwrap()["loss"].scalar())
        .collect()
}

fn fifty_steps(name: &str) {
    let machine = Machine::new();
    let found = losses(name, &Device::Neuron(machine.device()), 50);
    let expected = losses(name, &Device::Cpu, 50);
    for (step, (found, expected)) in found.iter().zip(&expected).enumerate() {
        let apart = (found - expected).abs() / expected;
        assert!(apart <= 1e-4, "{name}, step {step}: {found} and {expected}");
    }
    assert!(found[49] < found[0], "{name}: {found:?}");
    machine.assert_clean(name);
}

#[test]
fn vit() {
    fifty_steps("vit");
}

#[test]
fn cnn() {
    fifty_steps("cnn");
}

#[test]
fn unet() {
    fifty_steps("unet");
}

#[test]
fn bert() {
    fifty_steps("bert");
}

#[test]
fn lstm() {
    fifty_steps("lstm");
}
