//! What travels between host and device, and how often the compiler runs.

use crate::machine::Machine;
use crate::support::networks::networks;
use neuron_rt::graph::Role;
use neuron_rt::neuron::Traffic;
use neuron_rt::nn::Policy;
use neuron_rt::{Device, compile};

#[test]
fn a_step_moves_the_batch_and_the_loss_alone() {
    for network in networks() {
        let machine = Machine::new();
        let device = machine.device();
        let step = network.step(Policy::F32, 1);
        let graph = &step.graph;
        let data = graph.inputs().iter().filter(|input| input.role == Role::Data);
        let up: usize = data.map(|input| graph.ty(input.value).bytes()).sum();
        let results = graph.outputs().iter().filter(|output| output.replaces.is_none());
        let down: usize = results.map(|output| graph.ty(output.value).bytes()).sum();
        let mut executable = compile(graph, &Device::Neuron(device.clone())).unwrap();
        let mut resident = step.initial(1);
        executable.step(&mut resident, &network.feed(1)).unwrap();
        let first = device.traffic();
        for number in 2..=4 {
            executable.step(&mut resident, &network.feed(number)).unwrap();
        }
        let Traffic { up: sent, down: received, executions, .. } = device.traffic();
        assert_eq!(executions - first.executions, 3, "{}", network.name);
        assert_eq!(sent - first.up, 3 * up as u64, "{}", network.name);
        assert_eq!(received - first.down, 3 * down as u64, "{}", network.name);
        // What we count is what the other side saw.
        let seen = machine.counters();
        assert_eq!([seen.bytes_to_device, seen.bytes_from_device], [sent, received]);
    }
}

#[test]
fn each_graph_is_compiled_once_and_found_by_the_next_run() {
    let machine = Machine::new();
    let network = networks().swap_remove(0);
    let step = network.step(Policy::F32, 1);
    let device = machine.device();
    for _ in 0..2 {
        let mut executable = compile(&step.graph, &Device::Neuron(device.clone())).unwrap();
        let mut resident = step.initial(1);
        // The rate is an input: another one is no other graph.
        for number in 1..=3 {
            executable.step(&mut resident, &network.feed(number)).unwrap();
        }
    }
    let counts = device.counts();
    assert_eq!((counts.compiles, counts.hits), (1, 1));
}

#[test]
fn a_machine_with_a_filled_cache_needs_no_compiler() {
    let machine = Machine::new();
    let network = networks().swap_remove(0);
    let step = network.step(Policy::F32, 1);
    drop(compile(&step.graph, &Device::Neuron(machine.device())).unwrap());
    let other = Machine::new();
    let mut options = other.options();
    options.compiler.cache_url = machine.options().compiler.cache_url;
    options.compiler.program = Some("there-is-no-such-compiler".into());
    let device = neuron_rt::neuron::NeuronDevice::open(options).unwrap();
    let mut executable = compile(&step.graph, &Device::Neuron(device.clone())).unwrap();
    let made = executable.step(&mut step.initial(1), &network.feed(1)).unwrap();
    assert!(made["loss"].scalar().is_finite());
    assert_eq!((device.counts().compiles, device.counts().hits), (0, 1));
}

#[test]
fn weights_are_shared_by_graphs_and_copied_where_two_want_to_change_them() {
    let machine = Machine::new();
    let network = networks().swap_remove(0);
    let step = network.step(Policy::F32, 1);
    let mut executable = compile(&step.graph, &Device::Neuron(machine.device())).unwrap();
    let mut resident = step.initial(1);
    executable.step(&mut resident, &network.feed(1)).unwrap();
    let kept = resident.clone();
    let before: Vec<Vec<u8>> =
        kept.values().map(|b| b.to_host().unwrap().bytes().to_vec()).collect();
    executable.step(&mut resident, &network.feed(2)).unwrap();
    let after: Vec<Vec<u8>> =
        kept.values().map(|b| b.to_host().unwrap().bytes().to_vec()).collect();
    assert!(before == after, "a clone keeps its values");
    let changed = resident.iter().filter(|(name, b)| {
        let old = kept[*name].to_host().unwrap();
        b.to_host().unwrap().bytes() != old.bytes()
    });
    assert!(changed.count() > 0, "the original goes on");
}
